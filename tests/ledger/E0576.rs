trait H {
    type W;
    fn h() -> <Self as H>::You
    where
        Self: Sized,
    {
        todo!()
    }
}

fn main() {}
