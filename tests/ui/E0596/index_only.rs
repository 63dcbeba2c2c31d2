use std::ops::Index;
struct G { d: Vec<String> }
impl Index<usize> for G { type Output = String; fn index(&self, i: usize) -> &String { &self.d[i] } }
fn main() { let mut g = G { d: vec![] }; g[0].push('a'); g[0] = String::new(); }  //~ ERROR E0596 //~ ERROR E0594
