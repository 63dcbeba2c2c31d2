fn main() { unsafe x; }
