trait T { fn f(&self); fn g(&mut self, x: i32) -> i32; fn h(self); fn b(self: Box<Self>); }
struct S; impl T for S { fn f() {} fn g(x: i32) -> i32 { x } fn h() {} fn b() {} }  //~ ERROR E0186  //~ ERROR E0186  //~ ERROR E0186  //~ ERROR E0186
fn main() {}
