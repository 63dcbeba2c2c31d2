fn main() { let s: String; for _ in 0..2 { s = String::new(); } }  //~ ERROR E0384
