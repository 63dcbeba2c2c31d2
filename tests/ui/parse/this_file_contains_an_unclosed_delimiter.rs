mod a { fn f() { }
fn main() { }
