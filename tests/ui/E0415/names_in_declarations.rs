struct S; impl S { fn m(&self, k: u8, k: &str) {} fn n(mut v: Vec<u8>, v: u8) {} } trait T { fn t(a: u8, a: u8) {} fn u(a: u8, a: u8); }  //~ ERROR E0415  //~ ERROR E0415  //~ ERROR E0415
fn main() {}
