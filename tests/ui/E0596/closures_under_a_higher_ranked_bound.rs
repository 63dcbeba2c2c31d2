fn a(f: &dyn Fn(&str) -> &str) -> String { f("x").to_string() }
fn main() { let s = String::from("y"); a(&|t| if t.is_empty() { &s } else { t }); a(&|t| &s); let mut keep = vec![]; a(&|t| { keep.push(t); t }); }  //~ ERROR E0596 //~ ERROR E0521 //~ ERROR E0597 //~ ERROR E0597
