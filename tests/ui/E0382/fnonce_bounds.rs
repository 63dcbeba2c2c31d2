fn a(f: impl FnOnce()) { f(); f(); }  //~ ERROR E0382
fn b<F: FnOnce() + Send>(f: F) { f(); f(); }  //~ ERROR E0382
fn c<F>(f: F) where F: FnOnce() -> i32 { f(); f(); }  //~ ERROR E0382
struct S<F>(F);
impl<F: FnOnce() -> i32> S<F> { fn m(self) { (self.0)(); (self.0)(); } }  //~ ERROR E0382
fn d(f: Box<dyn FnOnce()>) { f(); f(); }  //~ ERROR E0382
fn e<F: FnOnce() + Copy>(f: F) { f(); f(); }
fn g(f: impl FnOnce() -> i32 + 'static) { let h = || f(); h(); h(); }  //~ ERROR E0382
trait T<F: FnOnce()> { fn t(f: F) { f(); f(); } }  //~ ERROR E0382
fn main() {}
