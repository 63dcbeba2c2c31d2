union B {
    p: u8,
    k: f32,
}
fn main() {
    let b = B { p: 0, k: 1.0 };
}
