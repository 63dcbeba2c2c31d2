fn main() { x = 6; let x = 5; println!("{x}"); }  //~ ERROR E0425
