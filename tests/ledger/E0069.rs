fn f() -> u8 {
    return;
}

fn main() {}
