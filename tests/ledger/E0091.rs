type F<T> = u32;

fn main() {}
