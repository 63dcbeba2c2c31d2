fn f<T>(a: T, b: T) -> bool { a < b }  //~ ERROR E0369
fn g<T>(a: T, b: T) -> T { a - b }  //~ ERROR E0369
fn h<T: Copy>(a: T) -> T { a * a }  //~ ERROR E0369
fn k<T>(a: &T, b: &T) -> bool { a == b }  //~ ERROR E0369
fn n<T>(a: T) -> T { -a }  //~ ERROR E0600
fn main() {}
