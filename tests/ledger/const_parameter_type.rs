struct S<const T: String>;

fn main() {}
