struct A<'a> { b: &'a mut B } struct B { v: Vec<i32> }
impl<'a> A<'a> { fn get(&mut self) -> &mut Vec<i32> { &mut self.b.v } fn get2(self) -> &'a mut Vec<i32> { &mut self.b.v } fn get3(&'a self) -> &'a mut Vec<i32> { &mut self.b.v } fn get4(&mut self) -> &'a mut Vec<i32> { &mut self.b.v } }  //~ ERROR E0596 //~ ERROR
fn main() { let mut b = B { v: vec![] }; let mut a = A { b: &mut b }; a.get(); a.get4(); a.get2(); }
