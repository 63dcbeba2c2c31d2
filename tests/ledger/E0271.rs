fn f() -> impl Iterator<Item = u8> {
    vec![1u16].into_iter()
}

fn main() {}
