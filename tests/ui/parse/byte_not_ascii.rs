fn main() { let x = [2, b'ä']; }
