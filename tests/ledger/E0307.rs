struct S;
impl S {
    fn f(self: i32) {}
}

fn main() {}
