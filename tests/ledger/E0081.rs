enum E {
    A = 3,
    X = 3,
}

fn main() {}
