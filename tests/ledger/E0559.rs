enum F {
    X { x: u32 },
}
fn f() {
    let s = F::X { j: 0 };
}

fn main() {}
