fn f() {}
fn main() { f(1); f(1, 2); f(1, "a", true); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061
