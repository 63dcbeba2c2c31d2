//@ edition: 2021
use std::cell::RefCell; use std::sync::Mutex;
fn f() -> usize { let c = RefCell::new(vec![1]); c.borrow().len() }  //~ ERROR E0597
fn g() -> i32 { let m = Mutex::new(1); *m.lock().unwrap() }  //~ ERROR E0597
fn h() { let c = RefCell::new(1); match c.borrow().clone() { n => println!("{n}") } }  //~ ERROR E0597
fn k() -> Option<i32> { let c = RefCell::new(vec![1]); if let Some(x) = c.borrow_mut().pop() { Some(x) } else { None } }  //~ ERROR E0597
fn main() { let x = { let s = String::from("a"); s.chars().map(|c| c.to_string()).collect::<Vec<_>>().len() }; println!("{x}"); f(); g(); h(); k(); }
