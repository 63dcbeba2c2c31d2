trait F {
    type A;
    fn b(&self) -> u8;
}
fn z<I>(x: I<F = u8>) {}

fn main() {}
