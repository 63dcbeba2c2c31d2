use std::cell::RefCell;
fn main() {
    let c = RefCell::new(String::from("x"));
    let s = *c.borrow();  //~ ERROR E0507
    println!("{}", s);
    let t = *c.borrow_mut();  //~ ERROR E0507
    println!("{}", t);
}
