fn main() {
    let mut x = 1;
    let p = &raw mut x;
    let r = &x;
    unsafe { *p = 2; }
    let q = &raw const x;
    x = 3;  //~ ERROR E0506
    println!("{} {:?}", r, q);
}
