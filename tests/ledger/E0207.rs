trait M {}
struct S;
impl<T> M for S {}

fn main() {}
