struct S;
impl S {
    fn idle();
}

fn main() {}
