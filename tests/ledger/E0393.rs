trait A<T = Self> {}
fn f(x: &dyn A) {}

fn main() {}
