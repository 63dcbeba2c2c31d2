struct S;
impl std::fmt::Display for S { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } }
fn f<T: Debug>(t: T) {}
fn g<T: Hash>(t: T) {}
impl Debug for S {}
fn h(x: Debug) {}
fn main() { let x: Hash = 1; Debug; }
