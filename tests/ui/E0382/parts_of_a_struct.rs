struct S { a: String, b: Option<Box<S>> }
fn a(s: S) { let S { a, .. } = s; println!("{}", s.a); println!("{}", s.b.is_none()); drop(a); }  //~ ERROR E0382
fn b(s: &S) { let S { a, b } = s; let c: String = *a; let d = *b; }  //~ ERROR E0507 //~ ERROR E0507
fn c(s: &mut S) { let S { a, b } = s; let t = &s.a; a.push('x'); println!("{t}{}", b.is_none()); }  //~ ERROR E0502
fn d(s: S) { if let Some(b) = s.b { println!("{}", b.a); } println!("{}", s.a); println!("{}", s.b.is_some()); }  //~ ERROR E0382
fn e(s: &S) { if let Some(b) = s.b { println!("{}", b.a); } match s.b { Some(x) => drop(x), None => {} } }  //~ ERROR E0507 //~ ERROR E0507
fn f(s: &S) -> Box<S> { s.b.unwrap() }  //~ ERROR E0507
fn g(s: &S) -> &S { s.b.as_ref().unwrap() }
fn h(s: &mut S) -> &mut S { match &mut s.b { Some(b) => h(b), None => s } }  //~ ERROR E0505
fn main() {}
