use std::rc::Rc;
fn main() { let mut r = Rc::new(vec![1]); r.push(2); *r = vec![]; }  //~ ERROR E0596 //~ ERROR E0594
