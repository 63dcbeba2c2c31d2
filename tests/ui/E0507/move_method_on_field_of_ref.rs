struct Parser { tokens: Vec<String> }
impl Parser {
    fn all(&self) -> Vec<String> {
        self.tokens.into_iter().filter(|t| !t.is_empty()).collect()  //~ ERROR E0507
    }
}
fn main() { Parser { tokens: vec![] }.all(); }
