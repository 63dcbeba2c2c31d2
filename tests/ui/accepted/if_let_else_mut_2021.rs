//@ edition: 2021
use std::cell::RefCell;
fn main() {
    let c = RefCell::new(vec![1]);
    if let Some(x) = c.borrow().first() { println!("{}", x); } else { c.borrow_mut().push(1); }
    let s;
    s = match c.borrow().first() { Some(x) => *x, None => 0 };
    println!("{}", s);
}
