struct R<'a, T> { r: &'a T } struct B<'a, T: 'a> { v: Vec<&'a T> }
trait Tr<'a> { fn get(&self) -> Box<dyn Fn() -> usize + 'a>; }
impl<'a, T: Clone> Tr<'a> for Vec<T> { fn get(&self) -> Box<dyn Fn() -> usize + 'a> { let c = self.clone(); Box::new(move || c.len()) } }  //~ ERROR E0309
fn a<'a, T>(t: T) -> Box<dyn Fn() + 'a> where T: Fn() { Box::new(t) }  //~ ERROR E0309
fn b<'a, T: Iterator<Item = i32>>(t: T) -> Box<dyn Iterator<Item = i32> + 'a> { Box::new(t.map(|x| x + 1)) }  //~ ERROR E0309
fn c<'a, T: std::fmt::Debug>(t: T, v: &mut Vec<Box<dyn std::fmt::Debug + 'a>>) { v.push(Box::new(t)); }  //~ ERROR E0309
fn need<'a, T: 'a>(_: &'a str, _: T) {} fn d<'a, T>(s: &'a str, t: T) { need::<T>(s, t); } fn e<'a, T>(s: &'a str, t: T) -> &'a str { need(s, t); s }
fn main() {}
