fn main() { struct A { x = 5 } }
