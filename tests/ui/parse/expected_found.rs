fn main() { while { } }
