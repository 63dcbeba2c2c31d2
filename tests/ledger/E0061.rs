fn g(f: fn(u8)) {
    f()
}

fn main() {}
