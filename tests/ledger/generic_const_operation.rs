fn f<const N: usize>() -> [u8; N + 1] {
    loop {}
}

fn main() {}
