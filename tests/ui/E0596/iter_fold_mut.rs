fn main() {
    let mut total = 0;
    [1, 2].iter().for_each(|x| total += x);
    let add = |x: i32| total += x;
    add(1);  //~ ERROR E0596
}
