trait Src { type Out<'a> where Self: 'a; fn get<'a>(&'a self) -> Self::Out<'a>; }
struct S(String);
impl Src for S { type Out<'a> = &'a str; fn get<'a>(&'a self) -> &'a str { &self.0 } }
fn main() { let r; { let s = S(String::new()); r = s.get(); } println!("{}", r); }  //~ ERROR E0597
