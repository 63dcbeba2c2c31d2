trait T {
    type A;
    fn f();
}
struct S;
impl T for S {
    type A = u8;
    fn f() {}
    type A = u16;
}

fn main() {}
