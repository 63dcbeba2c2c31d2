fn f(n: i32) -> i32 { match n { 0 => { return 1; let y = 2; } k => { loop { let z = 3; break; } return 5; } } }
fn main() { f(1); let c = |q: i32| { return; let w = 1; }; c(1); }
