trait Has {
    type X;
}
struct S;
impl Has for S {
    type X = u8;
}
impl S {
    fn get() -> Self::X { //~ ERROR E0223
        1
    }
}

fn main() {}
