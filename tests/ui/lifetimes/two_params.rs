fn first<'a, 'b>(x: &'a str, y: &'b str) -> &'a str { if x.is_empty() { y } else { x } }  //~ ERROR
fn main() { first("", ""); }
