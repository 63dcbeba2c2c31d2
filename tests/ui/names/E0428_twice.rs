struct A;
struct A { x: i32 }
fn f() {}
fn f(x: i32) {}
mod m {}
mod m {}
enum E { X, Y, X }
fn main() {}
