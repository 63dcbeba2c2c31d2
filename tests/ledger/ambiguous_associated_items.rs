enum E {
    V,
}
trait T {
    type V;
    fn f() -> Self::V;
}
impl T for E {
    type V = u8;
    fn f() -> Self::V {
        0
    }
}

fn main() {}
