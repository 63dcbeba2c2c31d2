struct Token(String);
impl Token {
    fn into_inner(self) -> String { self.0 }
    fn len(&self) -> usize { self.0.len() }
}
fn main() {
    let t = Token("x".into());
    let s = t.into_inner();
    println!("{} {}", s, t.len());  //~ ERROR E0382
}
