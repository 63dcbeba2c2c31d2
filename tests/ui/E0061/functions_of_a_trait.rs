trait T { fn m(&self, n: i32); fn s(a: i32, b: i32); }
struct S;
impl T for S { fn m(&self, n: i32) {} fn s(a: i32, b: i32) {} }
fn main() { S.m(); S.m(1, 2); S.m("a"); S::s(1); S::s("a", "b"); T::m(&S); <S as T>::s(); S::m(1); S::m(&S); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0308  //~ ERROR E0308
