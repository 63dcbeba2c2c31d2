const A: &mut u8 = &mut 1;

fn main() {}
