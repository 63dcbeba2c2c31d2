fn main() {
    let mut b = Box::new(1);
    let r = &mut *b;
    *b = 2;  //~ ERROR E0506
    *r = 3;
    let s = &b;
    b = Box::new(4);  //~ ERROR E0506
    println!("{}", s);
}
