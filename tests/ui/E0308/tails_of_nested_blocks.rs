fn f(b: bool) -> i32 { if b { { "x" } } else { 1 } }  //~ ERROR E0308
fn g() -> String { { { 5 } } } fn h() -> u8 { unsafe { { "q" } } } fn k() { let _x: i32 = { let y = 1; { y; } }; }  //~ ERROR E0308 //~ ERROR E0308 //~ ERROR E0308
fn main() { f(true); g(); h(); k(); }
