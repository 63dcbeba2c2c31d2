struct S;
impl S {
    fn f() {}
    fn f() {}
}

fn main() {}
