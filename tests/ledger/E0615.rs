struct C {
    x: u8,
}
impl C {
    fn m(&self) {}
}
fn main() {
    let c = C { x: 0 };
    c.m;
}
