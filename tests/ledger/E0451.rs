mod m {
    pub struct S {
        a: u8,
    }
}
use m::S;
fn f() -> S {
    S { a: 1 }
}

fn main() {}
