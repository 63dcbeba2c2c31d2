fn a() { let v = vec![1]; let w = v; println!("{:?}", v); }  //~ ERROR E0382
fn b() { let x = 1; x = 2; }  //~ ERROR E0384
fn c() -> &'static str { let s = String::new(); &s }  //~ ERROR E0515
fn main() { a(); b(); c(); }
