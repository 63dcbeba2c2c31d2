fn main() { #[x] }
