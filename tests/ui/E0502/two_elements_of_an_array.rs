fn main() {
    let mut a = [0, 1, 2, 3];
    let x = &mut a[1];
    let y = &a[2];  //~ ERROR E0502
    *x += *y;
}
