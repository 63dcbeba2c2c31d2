#[repr(packed, packed(2))]
struct C(u8);

fn main() {}
