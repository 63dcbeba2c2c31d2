#![feature(specialization)]
trait Speak {
    fn speak(&self);
}
impl<T> Speak for T {
    fn speak(&self) {}
}
impl Speak for u8 {
    fn speak(&self) {}
}

fn main() {}
