enum E { A, B, C } use E::*; fn f(e: &E) -> u8 { match e { A => 1, B => 2, C => 3, _ => 4 } } fn g(e: E, b: bool) -> u8 { match (e, b) { (A, _) => 1, (_, true) => 2, (B, false) => 3, (A | B, _) => 4, (C, false) => 5, (_, _) => 6 } } fn h(e: E) -> u8 { match e { A | A => 1, B | C | A => 2 } }
fn main() { f(&A); g(B, true); h(C); }
