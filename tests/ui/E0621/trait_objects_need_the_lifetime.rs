trait T {} struct H<'h> { v: Vec<&'h dyn T>, b: Vec<Box<dyn T + 'h>>, m: Vec<&'h mut dyn T> }
impl<'h> H<'h> { fn a(&mut self, t: &dyn T) { self.v.push(t); } fn b(&mut self, t: &mut dyn T) { self.m.push(t); } fn c(&mut self, t: Box<dyn T + '_>) { self.b.push(t); } fn d(&mut self, t: &(dyn T + Send)) { self.v.push(t); } }  //~ ERROR E0621 //~ ERROR E0621 //~ ERROR E0621 //~ ERROR E0621
fn e<'a>(v: &mut Vec<&'a dyn Fn(i32)>, f: &dyn Fn(i32)) { v.push(f); }  //~ ERROR E0621
fn main() {}
