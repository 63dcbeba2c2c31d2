mod m { pub enum Ev { Key { code: u32, shift: bool } } } use m::Ev::{self, Key};
fn f() -> Ev { Key { code: 1, ctrl: true } } fn g() -> Ev { Ev::Key { kode: 1, shift: true } }  //~ ERROR E0559  //~ ERROR E0559
fn main() {}
