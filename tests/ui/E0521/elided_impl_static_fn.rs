struct S<'a>(&'a str);
impl S<'static> { fn only(self) -> &'static str { self.0 } }
fn f<'a>(s: S<'a>) { s.only(); }  //~ ERROR E0521
fn main() { f(S("")); }
