fn a() { let mut o = String::new(); let r = &o; o = String::new(); println!("{:?}", r); }  //~ ERROR E0506
fn b() { let mut o = vec![1]; let r = &o[0]; o = vec![]; println!("{:?}", r); }  //~ ERROR E0506
fn c() { let mut o = Box::new(1); let r = &*o; o = Box::new(2); println!("{:?}", r); }  //~ ERROR E0506
fn d() { let mut o = 1; let r = &o; o = 2; println!("{:?}", r); }  //~ ERROR E0506
fn e() { let mut o = (String::new(), 1); let r = &o; o.0 = String::new(); println!("{:?}", r); }  //~ ERROR E0506
fn f(mut o: String) { let r = &o; o = String::new(); println!("{:?}", r); }  //~ ERROR E0506
fn main() {}
