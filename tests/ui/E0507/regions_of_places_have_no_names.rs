trait State {} struct P { s: Option<Box<dyn State>>, n: Option<&'static str>, v: Vec<&'static String> }
fn a(p: &mut P) { p.s.unwrap(); } fn b(p: &P) -> Box<dyn State> { let x = p.s; x.unwrap() } fn c(p: &P) { let v = p.v; drop(v); } fn d(p: P) { let s = p.s; drop(p.s); drop(s); }  //~ ERROR E0507 //~ ERROR E0507 //~ ERROR E0507 //~ ERROR E0382
fn e<'a>(v: &Vec<Box<&'a mut i32>>) { let x = v[0]; drop(x); }  //~ ERROR E0507
fn main() {}
