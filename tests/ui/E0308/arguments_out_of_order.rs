fn f(a: i32, b: &str, c: bool) {}
fn main() { f("a", true, 1); f(1, true, "a"); }  //~ ERROR E0308  //~ ERROR E0308
