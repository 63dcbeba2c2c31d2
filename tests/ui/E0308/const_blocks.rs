fn q() -> i32 { const { { "s" } } }   //~ ERROR E0308
fn main() { q(); let x: i32 = const { "s" }; }  //~ ERROR E0308
