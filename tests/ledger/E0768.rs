fn main() { let _: i32 = 0b; }
