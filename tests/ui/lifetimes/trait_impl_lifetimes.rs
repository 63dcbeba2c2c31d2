trait Find { fn find<'a>(&self, s: &'a str) -> &'a str; }
struct F(String);
impl Find for F { fn find<'a>(&self, s: &'a str) -> &'a str { if s.is_empty() { &self.0 } else { s } } }  //~ ERROR
fn main() { F(String::new()).find(""); }
