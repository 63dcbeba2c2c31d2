#[repr(packed, align(8))]
struct U(u8);

fn main() {}
