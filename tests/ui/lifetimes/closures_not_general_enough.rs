fn call<F>(f: F) where F: for<'a> Fn(&'a str) -> &'a str { f(""); }
fn need<F: for<'a> Fn(&'a i32)>(f: F) { f(&1) }
trait Tr<'a> {} impl Tr<'static> for i32 {} fn want<T: for<'a> Tr<'a>>(t: T) {}
fn boxed(f: Box<dyn Fn(&str) -> &str>) { f(""); }
fn a() { let f = |s| s; call(f); }  //~ ERROR //~ ERROR
fn b() { let f = |x: &'static i32| (); need(f); }  //~ ERROR //~ ERROR

fn e() { let f = |s| s; boxed(Box::new(f)); }  //~ ERROR //~ ERROR
fn g() { need(st2); } fn st2(x: &'static i32) {}  //~ ERROR //~ ERROR
fn main() {}
