struct S<'a> { v: Vec<&'a str> }
impl S<'_> { fn push(&mut self, s: &str) { self.v.push(s); } fn get(&self) -> &'static str { self.v[0] } fn set<'b>(&mut self, s: &'b str) { self.v[0] = s; } }  //~ ERROR //~ ERROR //~ ERROR
fn main() {}
