use std::cell::RefCell; use std::sync::Mutex;
fn f() -> usize { let c = RefCell::new(vec![1]); c.borrow().len() }
fn g() -> &'static str { let s = &String::from("x"); &s[..] }  //~ ERROR E0515
fn k() -> Option<i32> { let c = RefCell::new(vec![1]); if let Some(x) = c.borrow_mut().pop() { Some(x) } else { None } }
fn z() -> usize { { &String::from("1234") }.len() }  //~ ERROR E0716
fn y() { let x = { &String::from("1234") }.len(); println!("{x}"); }  //~ ERROR E0716
fn main() { let m = Mutex::new(1); let v = match *m.lock().unwrap() { 1 => { *m.try_lock().unwrap() } n => n }; println!("{v}"); f(); k(); }
