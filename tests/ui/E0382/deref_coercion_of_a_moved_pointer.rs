use std::sync::{Arc, Mutex}; use std::thread; use std::rc::Rc; use std::cell::RefCell;
fn a() { let c = Arc::new(Mutex::new(0)); let h = thread::spawn(move || { *c.lock().unwrap() += 1; }); h.join().unwrap(); println!("{}", *c.lock().unwrap()); }  //~ ERROR E0382
fn b() { let c = Rc::new(RefCell::new(vec![1])); let d = c; c.borrow_mut().push(1); println!("{}", c.borrow().len()); drop(d); }  //~ ERROR E0382
fn d() { let s = Box::new(String::new()); let t = s; println!("{}", s.len()); s.is_empty(); drop(t); }  //~ ERROR E0382
fn e() { let s = String::new(); drop(s); s.trim(); s.chars().count(); let v = vec![1]; drop(v); v.iter(); v.first(); v.len(); for x in &v { println!("{x}"); } }  //~ ERROR E0382 //~ ERROR E0382
fn main() { a(); b(); d(); e(); }
