trait C { const S: &'static str; fn s<'a>(&'a self) -> &'a str { Self::S } }
struct X;
impl C for X { const S: &'static str = "x"; }
fn pick<'a>(a: &'a str) -> &'static str { if a.is_empty() { X::S } else { a } }  //~ ERROR
fn main() { pick(X.s()); }
