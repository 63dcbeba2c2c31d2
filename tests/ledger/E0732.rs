enum E {
    A(u8),
    B = 2,
}

fn main() {}
