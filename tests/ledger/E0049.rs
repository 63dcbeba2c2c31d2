trait T {
    type A<X>;
}
impl T for u8 {
    type A = u8;
}

fn main() {}
