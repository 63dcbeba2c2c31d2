struct W<'a> { s: &'a str, n: &'a mut i32 }
impl<'a> W<'a> { fn s(&self) -> &'a str { self.s } fn n(&mut self) -> &mut i32 { self.n } fn own(self) -> &'a mut i32 { self.n } }
struct St { name: &'static str, other: Option<&'static str> }
fn st() -> St { let n = "x"; St { name: "a", other: Some("b") } }
fn re(x: &mut i32, y: &i32) { let a = &mut *x; *a += *y; re(a, y); let b: &i32 = x; re2(b, &b); }
fn re2(a: &i32, b: &&i32) -> i32 { *a + **b }
fn dy(v: &Vec<String>) -> &dyn std::fmt::Debug { v }
fn dz(s: &String) -> &str { s }
fn arr(a: &[i32; 3]) -> &[i32] { let p: fn(&String) -> &str = dz; a }
fn raw(x: &mut i32) -> *const i32 { let p = x as *mut i32; unsafe { *p = 2; } p }
fn deref(b: &mut Box<Vec<i32>>) { b.push(1); let n = &b[0]; let k = *n; (**b)[0] = k; }
fn main() {}
