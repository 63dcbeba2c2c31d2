//! Two nodes that count each other: neither is ever freed.

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let first = Rc::new(Node { next: RefCell::new(None) });
    let second = Rc::new(Node { next: RefCell::new(Some(Rc::clone(&first))) });
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    println!("{} {}", Rc::strong_count(&first), Rc::strong_count(&second));
}
