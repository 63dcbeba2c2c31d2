//! The same two nodes, one of them pointing back weakly: both are freed.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Node {
    next: RefCell<Option<Rc<Node>>>,
    back: RefCell<Weak<Node>>,
}

fn main() {
    let first = Rc::new(Node { next: RefCell::new(None), back: RefCell::new(Weak::new()) });
    let second = Rc::new(Node { next: RefCell::new(None), back: RefCell::new(Rc::downgrade(&first)) });
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    let back = second.back.borrow().strong_count();
    println!("{} {} {back}", Rc::strong_count(&first), Rc::strong_count(&second));
}
