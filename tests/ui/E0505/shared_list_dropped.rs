use std::cell::RefCell;
use std::rc::Rc;
#[derive(Debug)]
enum List { Cons(Rc<RefCell<i32>>, Rc<List>), Nil }
use List::{Cons, Nil};
fn main() {
    let value = Rc::new(RefCell::new(5));
    let a = Rc::new(Cons(Rc::clone(&value), Rc::new(Nil)));
    let b = Cons(Rc::new(RefCell::new(3)), Rc::clone(&a));
    *value.borrow_mut() += 10;
    let r = value.borrow();
    drop(value);  //~ ERROR E0505
    println!("{:?} {:?} {}", a, b, r);
}
