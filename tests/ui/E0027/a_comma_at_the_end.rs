enum E { A { a: u8, b: u8, c: u8, d: u8, e: u8 } }
fn f(e: E) { match e { E::A { a } => {} } match e { E::A { a, b, } => {} } }  //~ ERROR E0027  //~ ERROR E0027
fn main() {}
