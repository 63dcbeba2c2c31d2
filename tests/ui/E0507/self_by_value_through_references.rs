trait Tr { fn m(self) -> String; fn r(&self) -> &str; }
impl Tr for String { fn m(self) -> String { self } fn r(&self) -> &str { self } }
fn a(s: &String) -> String { s.m() }  //~ ERROR E0507
fn b<T: Tr>(t: &T) -> String { t.m() }  //~ ERROR E0507
fn c<T: Tr>(t: T) -> String { let r = t.r(); let m = t.m(); format!("{r}{m}") }  //~ ERROR E0505
fn d(t: Box<dyn Fn(String) -> String>, s: String) { t(s); t(s); }  //~ ERROR E0382
fn main() { a(&String::new()); b(&String::new()); c(String::new()); d(Box::new(|s| s), String::new()); }
