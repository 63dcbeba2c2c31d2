trait Speak { fn speak(&self); }
fn a(s: &Speak) {}
fn b(s: Box<Speak>) {}
fn c() -> Speak { loop {} }
struct D { s: Box<Speak> }
impl Speak { fn x(&self) {} }
fn main() {}
