trait A { fn n(&self) -> i32; }
struct S; impl A for S { fn n(&self) -> i32 { 1 } }
trait B { fn b(&self) -> i32; }
impl B for dyn A { fn b(&self) -> i32 { self.n() } }
fn l<'a>(v: &'a S) -> &'a dyn A { v }
fn main() { let z = S; let r = l(&z); r.b(); }
