fn dangle() -> &String { let s = String::new(); &s }  //~ ERROR E0106
fn main() { dangle(); }
