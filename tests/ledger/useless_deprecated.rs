trait T {}
#[deprecated]
impl T for u8 {}

fn main() {}
