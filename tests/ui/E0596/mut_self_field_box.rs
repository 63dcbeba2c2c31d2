struct S { v: Box<Vec<i32>> }
impl S { fn add(&self) { self.v.push(1); self.v[0] = 1; } }  //~ ERROR E0596 //~ ERROR E0596
fn main() { S { v: Box::new(vec![]) }.add(); }
