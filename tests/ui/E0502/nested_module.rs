mod m { pub struct S { pub v: Vec<i32> } impl S { pub fn v(&self) -> &Vec<i32> { &self.v } } }
fn main() { let mut s = m::S { v: vec![] }; let r = s.v(); s.v.push(1); println!("{:?}", r); }  //~ ERROR E0502
