mod m {
    pub fn f() {}
}
mod s {
    pub fn f() {}
}
mod c {
    pub use super::m::*;
    pub use super::s::*;
}
fn main() {
    c::f();
}
