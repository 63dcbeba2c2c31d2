fn f() -> i32 { 'c' } fn g() { let x: u64 = 'c'; let y: u8 = 'c'; }  //~ ERROR E0308 //~ ERROR E0308 //~ ERROR E0308
fn main() { f(); g(); }
