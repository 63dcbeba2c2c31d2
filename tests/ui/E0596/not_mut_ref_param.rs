fn add(s: &String) { s.push('a'); }  //~ ERROR E0596
fn main() { add(&String::new()); }
