macro_rules! f { ($n:ident) => { fn $n() {} }; }
macro_rules! s { ($n:ident, $($v:ident),*) => { enum $n { $($v),* } }; }
macro_rules! t { ($n:ident $t:ty) => { struct $n($t, pub $t); impl $n { fn meth(&self) {} const K: u8 = 1; } }; }
macro_rules! whole { ($i:item) => { $i } }
macro_rules! own { () => { fn own_fn() {} const OWN: i32 = 3; } }
f!(aa); s!(E, A, B, C); t!(T u8); whole! { fn inside() {} } own!();
fn main() { let _ = E::A; let _ = T(1, 2); }
