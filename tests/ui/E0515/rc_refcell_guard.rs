use std::rc::Rc;
use std::cell::{RefCell, Ref};
fn peek<'a>(r: Rc<RefCell<Vec<i32>>>) -> Ref<'a, Vec<i32>> {
    r.borrow()  //~ ERROR E0515
}
fn main() { peek(Rc::new(RefCell::new(vec![]))); }
