fn f() -> { }
fn main() {}
