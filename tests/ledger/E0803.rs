trait T<'a>: 'a {}
impl<'a, 'b> T<'a> for &'b u8 {}

fn main() {}
