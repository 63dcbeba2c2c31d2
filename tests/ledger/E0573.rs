enum D {
    B,
}
fn f() -> D::B {
    D::B
}

fn main() {}
