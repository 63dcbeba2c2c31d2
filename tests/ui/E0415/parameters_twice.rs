fn f(x: i32, y: i32, x: i32) {}  //~ ERROR E0415
fn g(a: u8, (a, b): (u8, u8)) {}  //~ ERROR E0415
impl S { fn m(self, p: i32, p: i32) {} }  //~ ERROR E0415
struct S;
fn main() { let h = |z: i32, z: i32| z; }  //~ ERROR E0415
