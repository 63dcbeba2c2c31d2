trait A<T> {}
trait B {}
fn h(x: impl A<impl B>) {}

fn main() {}
