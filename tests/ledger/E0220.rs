trait T {
    type A;
    fn f() -> Self::B;
}

fn main() {}
