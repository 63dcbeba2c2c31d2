struct F<'a> {
    x: fn(&'a u8),
}
trait T<'a, 'b> {
    type O;
}
impl<'a, 'b> T<'a, 'b> for u8 {
    type O = &'a F<'b>;
}

fn main() {}
