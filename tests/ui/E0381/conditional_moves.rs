fn f(c: bool) { let x: String; if c { x = String::new(); } drop(x); }  //~ ERROR E0381
fn g(c: bool) { let x = String::new(); if c { drop(x); } else { drop(x); } drop(x); }  //~ ERROR E0382
fn h(c: bool) -> String { let x = String::new(); loop { if c { return x; } drop(x); } }  //~ ERROR E0382
fn i(n: i32) { let x = String::new(); match n { 0 => drop(x), 1 => { let y = x; drop(y); } _ => {} } println!("{x}"); }  //~ ERROR E0382
fn j(n: i32) { let x = String::new(); while n > 0 { if n == 1 { break; } drop(x); } }  //~ ERROR E0382
fn main() { f(true); g(true); h(true); i(1); j(1); }
