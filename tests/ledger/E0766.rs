fn main() { let s = b"a; }
