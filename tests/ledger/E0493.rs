const fn g<T>(a: T) {}

fn main() {}
