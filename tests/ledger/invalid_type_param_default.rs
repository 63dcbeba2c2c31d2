fn f<T = u8>(x: T) {}

fn main() {}
