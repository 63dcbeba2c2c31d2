struct Holder { text: &str, both: (&str, Other) }
struct Other<'a>(&'a str);
fn longest(x: &str, y: &str) -> &str { x }
fn make() -> Other { loop {} }
fn pick(x: &str, o: &Other) -> &str { x }
enum E { A(&i32) }
type Al = &i32;
fn none(x: i32) -> &i32 { loop {} }
trait Tr { fn f(a: &i32, b: &i32) -> &i32; }
fn main() {}
