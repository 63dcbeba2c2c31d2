fn main() { else { } }
