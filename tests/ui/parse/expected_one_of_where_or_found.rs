trait T { fn f(&self) { } fn g() }
fn main() {}
