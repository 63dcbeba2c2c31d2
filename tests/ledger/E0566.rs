#[repr(u32, u64)]
enum R {
    A,
}

fn main() {}
