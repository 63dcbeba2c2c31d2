#[repr(transparent)]
enum S {
    A(u8),
    B,
}

fn main() {}
