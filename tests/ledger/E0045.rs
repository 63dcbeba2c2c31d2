fn f(g: extern "Rust" fn(u8, ...)) {}

fn main() {}
