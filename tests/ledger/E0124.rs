struct S {
    a: u8,
    a: u8,
}

fn main() {}
