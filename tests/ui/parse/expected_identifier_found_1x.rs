fn main() { let 1x = 5; }
