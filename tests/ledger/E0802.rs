#[derive(std::marker::CoercePointee)]
struct S {
    a: u8,
}

fn main() {}
