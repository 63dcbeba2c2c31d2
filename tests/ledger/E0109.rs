type X = u32<i32>;

fn main() {}
