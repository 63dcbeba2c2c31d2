fn main() { let last; for i in 0..3 { last = i; } println!("{}", last); }  //~ ERROR E0384 //~ ERROR E0381
