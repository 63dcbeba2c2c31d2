struct P { name: &str }
impl P { fn new(name: &str) -> P { P { name } } fn get(&self) -> &str { self.name } fn own(self) -> String { self.name } }
fn main() { let p = P::new("x"); let q = p; println!("{}", p.name); drop(p); let x: i32 = q.get(); }
