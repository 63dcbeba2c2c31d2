fn main() {
    let mut v = vec![1, 2, 3];
    let num: &mut i32 = &mut v[2];
    let num2: &i32 = &*num;
    println!("{} {}", *num, *num2);
    *num = 4;  //~ ERROR E0506
    println!("{}", num2);
}
