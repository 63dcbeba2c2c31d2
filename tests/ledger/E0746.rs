struct S;
trait T {}
impl T for S {}
fn f() -> dyn T {
    S
}

fn main() {}
