trait Age {
    fn old(&self) -> bool;
}
fn f() {
    let x: <u8 as Age>::old;
}

fn main() {}
