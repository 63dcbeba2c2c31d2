extern "invalid" fn f() {}

fn main() {}
