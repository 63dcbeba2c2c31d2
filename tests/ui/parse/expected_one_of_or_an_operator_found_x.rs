fn main() { i32 x = 5; }
