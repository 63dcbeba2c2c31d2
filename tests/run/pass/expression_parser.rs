use std::collections::HashMap;
use std::fmt;
#[derive(Debug, Clone, PartialEq)]
enum Token { Num(f64), Op(char), LParen, RParen }
#[derive(Debug)]
enum ParseError { UnexpectedChar(char, usize), UnexpectedEnd, Mismatched }
impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self { Self::UnexpectedChar(c, at) => write!(f, "unexpected {c:?} at {at}"), Self::UnexpectedEnd => f.write_str("unexpected end"), Self::Mismatched => write!(f, "mismatched") }
    }
}
impl std::error::Error for ParseError {}
fn tokenize(s: &str) -> Result<Vec<Token>, ParseError> {
    let mut out = Vec::new();
    let mut chars = s.char_indices().peekable();
    while let Some(&(i, c)) = chars.peek() {
        match c {
            ' ' => { chars.next(); }
            '0'..='9' | '.' => {
                let mut n = String::new();
                while let Some(&(_, d)) = chars.peek() { if d.is_ascii_digit() || d == '.' { n.push(d); chars.next(); } else { break; } }
                out.push(Token::Num(n.parse().map_err(|_| ParseError::UnexpectedChar(c, i))?));
            }
            '+' | '-' | '*' | '/' => { out.push(Token::Op(c)); chars.next(); }
            '(' => { out.push(Token::LParen); chars.next(); }
            ')' => { out.push(Token::RParen); chars.next(); }
            other => return Err(ParseError::UnexpectedChar(other, i)),
        }
    }
    Ok(out)
}
struct Parser<'t> { toks: &'t [Token], pos: usize }
impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> { self.toks.get(self.pos) }
    fn next(&mut self) -> Option<&'t Token> { let t = self.toks.get(self.pos)?; self.pos += 1; Some(t) }
    fn expr(&mut self) -> Result<f64, ParseError> {
        let mut v = self.term()?;
        while let Some(Token::Op(c @ ('+' | '-'))) = self.peek() { self.next(); let r = self.term()?; if *c == '+' { v += r } else { v -= r } }
        Ok(v)
    }
    fn term(&mut self) -> Result<f64, ParseError> {
        let mut v = self.atom()?;
        loop { match self.peek() { Some(Token::Op('*')) => { self.next(); v *= self.atom()?; } Some(Token::Op('/')) => { self.next(); v /= self.atom()?; } _ => break Ok(v) } }
    }
    fn atom(&mut self) -> Result<f64, ParseError> {
        match self.next().ok_or(ParseError::UnexpectedEnd)? {
            Token::Num(n) => Ok(*n),
            Token::Op('-') => Ok(-self.atom()?),
            Token::LParen => { let v = self.expr()?; match self.next() { Some(Token::RParen) => Ok(v), _ => Err(ParseError::Mismatched) } }
            Token::RParen | Token::Op(_) => Err(ParseError::Mismatched),
        }
    }
}
fn eval(s: &str) -> Result<f64, Box<dyn std::error::Error>> { let t = tokenize(s)?; let mut p = Parser { toks: &t, pos: 0 }; let v = p.expr()?; if p.pos < t.len() { return Err("trailing".into()); } Ok(v) }
fn main() {
    for e in ["1 + 2 * 3", "(1+2)*3", "-4/2", "2 *", "a", "(1", "1 2"] { match eval(e) { Ok(v) => println!("{e} = {v}"), Err(x) => println!("{e}: {x}") } }
    let mut env: HashMap<String, f64> = HashMap::new(); env.insert("x".into(), 1.0); println!("{:?}", env.get("x").copied().unwrap_or(f64::NAN));
}
