fn f(a: i32, b: &str, c: String) {}
fn main() { f(); f(1); f(1, "a"); f("a", 1); f(String::new()); f(1, "a", String::new(), 4); f("a"); f(1, String::new()); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061
