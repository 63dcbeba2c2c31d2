enum E {
    A { x: u8 },
}
fn f() {
    let e = E::A(3);
}

fn main() {}
