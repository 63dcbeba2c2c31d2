#[repr(transparent)]
struct S(u8, [u16; 0]);

fn main() {}
