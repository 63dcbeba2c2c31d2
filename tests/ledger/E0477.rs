trait Q {
    type A: 'static;
}
impl<'a> Q for &'a u8 {
    type A = &'a u8;
}

fn main() {}
