fn main() { 1 = ; }
