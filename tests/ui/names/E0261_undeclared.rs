fn f(x: &'a str) -> &'a str { x }
struct S { x: &'a str }
impl S { fn g(&self, y: &'b str) {} }
impl<'a> Tr<'b> for S {}
trait Tr<'t> {}
fn main() {}
