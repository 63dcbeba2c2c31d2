#[derive(Default)]
enum F {
    A(u8),
    B,
}

fn main() {}
