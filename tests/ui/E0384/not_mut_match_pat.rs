fn main() { let o = Some(1); match o { Some(x) => { x += 1; println!("{}", x) } None => {} } }  //~ ERROR E0384
