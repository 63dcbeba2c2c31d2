fn main() { match = 1 { _ => {} } }
