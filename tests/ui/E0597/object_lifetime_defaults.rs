use std::fmt::Debug; use std::rc::Rc;
fn k1(_: Box<dyn Debug>) {} fn k2(_: Box<dyn Debug + Send>) {} fn k3(_: Rc<dyn Fn(i32) -> i32>) {} fn k4(_: Box<dyn Iterator<Item = i32>>) {} fn k5(_: Box<[Box<dyn Debug>]>) {} fn k6(_: std::cell::RefCell<i32>, _: Option<Box<dyn Debug>>) {}
fn a() { let n = 1; k1(Box::new(&n)); }  //~ ERROR E0597
fn b() { let n = 1; k2(Box::new(&n)); }  //~ ERROR E0597
fn c() { let n = 1; let r = &n; k3(Rc::new(move |x| x + *r)); }  //~ ERROR E0597
fn d() { let n = vec![1]; k4(Box::new(n.iter().copied())); }  //~ ERROR E0597
fn e() { let n = vec![1]; k5(Box::new([Box::new(&n)])); }  //~ ERROR E0597
fn f() { let n = vec![1]; k6(std::cell::RefCell::new(1), Some(Box::new(&n))); }  //~ ERROR E0597
fn main() {}
