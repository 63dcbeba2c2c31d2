use std::rc::Rc; use std::cell::RefCell; use std::sync::{Arc, Mutex};
struct W(i32); struct D(W); impl std::ops::Deref for D { type Target = W; fn deref(&self) -> &W { &self.0 } }
fn f0(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    let (x, y) = a;  //~ ERROR E0308
}
fn f1(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    let (x, y) = &a;  //~ ERROR E0308
}
fn f2(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    let W(x) = b;  //~ ERROR E0308
}
fn f6(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    if let Some(x) = r {}  //~ ERROR E0308
}
fn f7(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    if let Some(x) = r.borrow() {}  //~ ERROR E0308
}
fn f8(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    if let Some(x) = o {}  //~ ERROR E0308
}
fn f10(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    if let Some(x) = m.lock().unwrap() {}  //~ ERROR E0308
}
fn f12(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    match s { "a" => (), _ => () }  //~ ERROR E0425
}
fn f13(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    match &s { "a" => (), _ => () }  //~ ERROR E0425
}
fn f15(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    match a { (x, y) => {} }  //~ ERROR E0308
}
fn f16(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    match b { W(1) => {}, W { .. } => {} }  //~ ERROR E0308  //~ ERROR E0308
}
fn f19(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    let f = |(x, y): Arc<(u8, u8)>| x;  //~ ERROR E0308
}
fn f20(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    match s { 'a' => (), _ => () }  //~ ERROR E0425
}
fn f23(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    match d { 1 => (), _ => () }  //~ ERROR E0308
}
fn f27(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    let w = W(1); let (x, y) = w;  //~ ERROR E0308
}
fn f31(a: Arc<(u8, u8)>, b: Box<W>, d: D, r: Rc<RefCell<Option<u8>>>, o: Box<Option<u8>>, m: Arc<Mutex<Option<u8>>>) {
    let w = Rc::new(String::new()); match w { "a" => (), _ => () }  //~ ERROR E0308
}
fn main() {}
