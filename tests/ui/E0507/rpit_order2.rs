struct S<T> { t: T }
impl<T: Clone> S<T> { fn it(&self) -> impl Fn() -> T { || self.t.clone() } fn bad(&self) -> T { self.t } }  //~ ERROR E0507
fn gen_() -> impl Fn() -> String { let s = String::new(); move || s }  //~ ERROR E0507
fn main() { let x = gen_(); drop(x); drop(x); }  //~ ERROR E0382
