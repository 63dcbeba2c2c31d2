type Pair = (&str, &str);  //~ ERROR E0106 //~ ERROR E0106
fn main() { let p: Pair = ("", ""); println!("{:?}", p); }
