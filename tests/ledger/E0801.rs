struct S;
impl S {
    fn f<R: std::ops::Deref<Target = Self>>(self: R) {}
}

fn main() {}
