const fn f() -> u8 {
    255 + 1
}

fn main() {}
