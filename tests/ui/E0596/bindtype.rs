fn a(v: Vec<String>) { v.iter().for_each(|s| s.push('a')); }  //~ ERROR E0596
fn b(v: Option<String>) { v.as_ref().map(|s| s.push('a')); }  //~ ERROR E0596
fn c(v: &[String]) { for s in v { s.push('a'); } }  //~ ERROR E0596
fn d(v: &(String, String)) { let (a, b) = v; a.push('x'); b.push('y'); }  //~ ERROR E0596 //~ ERROR E0596
fn e(v: &Option<String>) { match v { Some(s) => s.push('x'), None => {} } }  //~ ERROR E0596
fn f() { let g = |s: &String| s.push('a'); g(&String::new()); }  //~ ERROR E0596
fn h() { let g = |(s, n): (&String, i32)| s.push('a'); g((&String::new(), 1)); }  //~ ERROR E0596
fn i(v: Vec<String>) { v.iter().enumerate().for_each(|(i, s)| s.push('a')); }  //~ ERROR E0596
fn j(v: Vec<String>) { let r; r = &v[0]; r.push('a'); }  //~ ERROR E0596
fn k(v: &mut Vec<&String>) { for s in v { s.push('a'); } }  //~ ERROR E0596
fn l(v: &mut Vec<&String>) { let s = v[0]; s.push('a'); let x = v.pop().unwrap(); x.push('b'); }  //~ ERROR E0596 //~ ERROR E0596
fn m() { let g = |s| String::push(s, 'x'); }
fn n((s, t): (&String, &String)) { s.push('a'); }  //~ ERROR E0596
fn o([s, t]: [&String; 2]) { s.push('a'); let W(z) = W(t); z.push('b'); if let W(y) = W(t) { y.push('c'); } }  //~ ERROR E0596 //~ ERROR E0596 //~ ERROR E0596
struct W<'a>(&'a String);
fn p(W(s): W) { s.push('a'); }  //~ ERROR E0596
fn main() {}
