struct S { f: i32 }
impl S { fn m(&self) -> i32 { 1 } fn n(&self, x: i32) {} }
fn main() { let s = S { f: 1 }; s.m; s.n; let o = Some(1); o.unwrap; "a".to_string.len(); }  //~ ERROR E0615  //~ ERROR E0615  //~ ERROR E0615  //~ ERROR E0615
