impl Copy for i32 {}

fn main() {}
