const B: bool = 1u8 as bool;

fn main() {}
