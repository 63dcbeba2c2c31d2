fn grow<'a, 'b>(x: &'a mut &'b str) -> &'a mut &'static str { x }  //~ ERROR
fn main() { grow(&mut ""); }
