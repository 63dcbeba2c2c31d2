#[repr(align(15))]
enum F {
    B(u64),
}

fn main() {}
