unsafe trait Marker {}
trait Plain {}
struct A;
impl Marker for A {}
unsafe impl Plain for A {}
impl Drop for i32 { fn drop(&mut self) {} }
#[derive(Clone, Copy)]
struct C { s: String }
fn main() {}
