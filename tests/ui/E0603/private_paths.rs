mod m { fn f() {} struct S; const C: i32 = 1; enum E { A } pub mod n { pub(super) fn g() {} pub(crate) fn h() {} } mod k { pub fn z() {} } }
use m::S;  //~ ERROR E0603
fn main() { m::f(); m::C; m::E::A; m::n::g(); m::n::h(); m::k::z(); }  //~ ERROR E0603  //~ ERROR E0603  //~ ERROR E0603  //~ ERROR E0603  //~ ERROR E0603
