const N: u8;

fn main() {}
