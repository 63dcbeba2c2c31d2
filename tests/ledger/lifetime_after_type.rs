fn f<T, 'a>(x: &'a T) {}

fn main() {}
