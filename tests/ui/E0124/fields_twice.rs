struct S { a: i32, a: i32, b: String, b: String }  //~ ERROR E0124  //~ ERROR E0124
struct T { x: u8, y: u8, x: u16 }  //~ ERROR E0124
enum E { V { q: i32, q: i32 } }  //~ ERROR E0124
union U { a: u8, a: u8 }  //~ ERROR E0124
fn main() {}
