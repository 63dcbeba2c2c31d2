#[repr(i64)]
enum F {
    X = 0x7fffffffffffffff,
    Y,
}

fn main() {}
