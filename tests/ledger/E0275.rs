trait F {}
struct B<T>(T);
impl<T> F for T where B<T>: F {}

fn main() {}
