trait T { fn f(a: u8) {} fn k(); }
impl<'a> T for &'a str { fn f(self: Box<Self>, a: u8) {} fn k(&'a self) {} }  //~ ERROR E0185  //~ ERROR E0185
impl T for Vec<u8> { fn f(mut self, a: u8) {} fn k(&self) -> u8 { 1 } }  //~ ERROR E0185  //~ ERROR E0185
fn main() {}
