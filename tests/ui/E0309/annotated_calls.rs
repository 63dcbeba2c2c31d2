fn need<'a, T: 'a>(_: &'a i32, _: T) {}
fn a<'a, T>(x: &'a i32, t: T) { need::<'a, T>(x, t); }  //~ ERROR E0309
fn main() {}
