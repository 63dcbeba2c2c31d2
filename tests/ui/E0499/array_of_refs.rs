fn main() {
    let mut a = [1, 2, 3];
    let rs = [&mut a[0], &mut a[1]];  //~ ERROR E0499
    let rs2 = [&a[0], &a[1]];  //~ ERROR E0502 //~ ERROR E0502
    *rs[0] = 1;
    println!("{:?}", rs2);
}
