fn main() {
    let mut x = 10;
    let y = &mut x;
    let z = &mut *y;
    *z += 1;
    *y += 1;  //~ ERROR E0503
    *z += 1;
    println!("{x}");
}
