struct S {
    a: u8,
}
fn f(s: S) {
    let S { z, .. } = s;
}

fn main() {}
