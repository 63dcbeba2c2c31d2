enum E {
    A(E),
    B,
}

fn main() {}
