mod m { pub struct S; }
use m::*;
struct T;
fn f(s: S) { s[0]; }  //~ ERROR E0608
fn main() { T[0]; use n::*; let q = G; q[0]; }  //~ ERROR E0608  //~ ERROR E0608
mod n { pub struct G; }
