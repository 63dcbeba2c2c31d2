fn f(v: Vec<i32>, s: &str) {}
fn main() { f("a", vec![1]); f(vec![1]); f("a"); f(); f(vec!["a"], "b"); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0308  //~ ERROR E0308
