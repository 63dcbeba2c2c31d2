use std::ops::{Add, Neg, Not};
#[derive(Debug)] struct B(i32); impl Neg for B { type Output = B; fn neg(self) -> B { self } } impl Not for B { type Output = B; fn not(self) -> B { self } } impl Add for B { type Output = B; fn add(self, _o: B) -> B { self } }
fn main() { let b = B(1); let c = -b; println!("{b:?}{c:?}"); let d = B(1); let _e = !d; println!("{d:?}"); let f = B(1); let g = B(2); let _h = f + g; println!("{f:?}{g:?}"); let r = &B(1); let _k = -*r; let _l = *r + B(2); }  //~ ERROR E0382 //~ ERROR E0382 //~ ERROR E0382 //~ ERROR E0382 //~ ERROR E0507 //~ ERROR E0507
