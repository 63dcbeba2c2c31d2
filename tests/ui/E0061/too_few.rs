fn f(a: i32, b: i32, c: i32, d: i32) {}
fn main() { f(); f(1); f(1, 2); f(1, 2, 3); f(1, 2, 3, 4, 5); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061
