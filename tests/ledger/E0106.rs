struct S {
    x: &bool,
}

fn main() {}
