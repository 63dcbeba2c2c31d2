const X: i32 = 1 / 0;

fn main() {}
