trait Tr { fn a(&self) where Self: Copy {} fn b(self) -> Self where Self: Sized + Clone { self } fn c<U>(&self, u: U) where Self: PartialEq<U> {} fn d<U: Copy>(&self) -> Option<U> { None } fn e<U>(&self, u: U) where U: Into<Self>, Self: Sized {} }
struct S(String);
impl Tr for S {}
fn main() {
    let s = S(String::new());
    s.a();  //~ ERROR E0277
    s.c(3);  //~ ERROR E0277
    s.e(3);  //~ ERROR E0277
    let _: Option<String> = s.d();  //~ ERROR E0277
    let _ = s.d::<String>();  //~ ERROR E0277
    s.b();  //~ ERROR E0277
}
