trait T { fn f(&self); }
struct A; impl T for A { fn f(&self) {} }
fn main() { let v: Vec<dyn T> = Vec::new(); println!("{}", v.len()); let _ = A.f(); }  //~ ERROR E0277  //~ ERROR E0277  //~ ERROR E0277  //~ ERROR E0599
