struct S;
impl S {
    let x: i32 = 5;
    fn b() {}
}
trait T { x; }
fn main() {}
