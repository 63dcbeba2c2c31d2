fn main() { loop x; }
