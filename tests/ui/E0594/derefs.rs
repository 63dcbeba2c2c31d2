use std::cell::RefCell; use std::rc::Rc; use std::sync::Mutex; use std::borrow::Cow;
struct P { x: i32, v: Vec<i32> }
fn a(c: &RefCell<P>) { c.borrow().x = 1; c.borrow().v.push(1); let b = c.borrow(); b.x = 2; b.v.push(1); b.v[0] = 1; }  //~ ERROR E0594 //~ ERROR E0596 //~ ERROR E0594 //~ ERROR E0596 //~ ERROR E0596
fn b(c: Cow<'_, str>, r: Rc<P>) { r.x = 1; r.v.push(1); Rc::clone(&r).x = 2; c.make_ascii_lowercase(); }  //~ ERROR E0594 //~ ERROR E0596 //~ ERROR E0594 //~ ERROR E0596
fn d(c: std::mem::ManuallyDrop<P>, r: std::pin::Pin<Box<P>>, k: &std::cell::LazyCell<P>) { c.x = 1; r.x = 2; }  //~ ERROR E0596 //~ ERROR E0596
fn e(s: &RefCell<[i32; 2]>) { s.borrow()[0] = 1; let r = &mut *s.borrow(); r[0] = 1; }  //~ ERROR E0594 //~ ERROR E0596
fn main() {}
