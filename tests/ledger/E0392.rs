struct F<T>;

fn main() {}
