mod k { pub mod z { } }
use k::z::a;
use std::fmt::r;
use zz::yy;
use z2::yy::k;
fn main() { println!("a"); }
