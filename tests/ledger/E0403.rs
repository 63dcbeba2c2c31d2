fn f<T, T>(s: T) {}

fn main() {}
