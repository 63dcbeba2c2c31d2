trait T {
    type A<'a>
    where
        Self: 'a;
}
impl T for u8 {
    type A = u8;
}

fn main() {}
