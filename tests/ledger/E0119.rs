trait T {}
impl T for &u8 {}
impl<'a> T for &'a u8 {}

fn main() {}
