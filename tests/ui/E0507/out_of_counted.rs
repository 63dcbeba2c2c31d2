use std::rc::Rc; use std::cell::RefCell; use std::sync::{Arc, Mutex};
#[derive(Debug)] struct N { s: String, k: Vec<Rc<N>> }
fn a(n: Rc<N>) -> String { n.s } fn b(n: &Rc<RefCell<N>>) -> String { n.borrow().s } fn c(n: Arc<Mutex<N>>) -> Vec<Rc<N>> { n.lock().unwrap().k } fn d(mut n: Rc<N>) { n.s.push('x'); n.k.push(n.clone()); } fn e(n: &RefCell<N>) { n.borrow().k.push(Rc::new(N { s: String::new(), k: vec![] })); let x = *n.borrow(); drop(x); } fn f(n: Box<N>) -> (String, Vec<Rc<N>>) { (n.s, n.k) } fn g(n: Rc<N>) -> N { *n } fn h(n: &Box<N>) -> N { **n }  //~ ERROR E0507 //~ ERROR E0507 //~ ERROR E0507 //~ ERROR E0596 //~ ERROR E0596 //~ ERROR E0596 //~ ERROR E0507 //~ ERROR E0507 //~ ERROR E0507
fn main() {}
