fn push<'a, 'b: 'a>(v: &mut Vec<&'a i32>, x: &'b i32) { v.push(x); }
fn main() { push(&mut vec![], &1); }
