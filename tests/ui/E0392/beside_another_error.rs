struct B<'a, T: 'a>(Vec<&'static T>); struct C<'a, 'b: 'a>(&'a i32); struct D<'a, 'b>(&'a i32) where 'b: 'a; enum E<'a, T: 'a> { A(T), B(&'static T) }  //~ ERROR E0392 //~ ERROR E0310 //~ ERROR E0392 //~ ERROR E0392 //~ ERROR E0392 //~ ERROR E0310
fn main() { }
