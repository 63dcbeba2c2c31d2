fn a() -> String { let s = String::new(); let r = &s; let t = s; r.to_string() + &t }  //~ ERROR E0505
fn b() { let mut s = String::new(); let r = &mut s; let t = s; r.push('a'); drop(t); }  //~ ERROR E0505
fn c() { let s = String::new(); let c = || s.len(); let t = s; c(); drop(t); }  //~ ERROR E0505
fn d() { let s = (String::new(), 1); let r = &s.0; let t = s; println!("{r}{}", t.1); }  //~ ERROR E0505
fn e() { let s = Box::new(String::new()); let r = &*s; let t = *s; println!("{r}{t}"); }  //~ ERROR E0505
fn main() { a(); b(); c(); d(); e(); }
