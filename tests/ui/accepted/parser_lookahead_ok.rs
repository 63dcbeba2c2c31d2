struct Lexer<'s> { src: &'s str, pos: usize }
impl<'s> Lexer<'s> {
    fn next(&mut self) -> Option<&'s str> { self.pos += 1; self.src.get(self.pos..) }
}
fn main() {
    let mut l = Lexer { src: "abc", pos: 0 };
    let a = l.next();
    let b = l.next();
    println!("{:?} {:?}", a, b);
}
