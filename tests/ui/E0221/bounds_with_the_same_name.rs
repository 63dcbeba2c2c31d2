trait A {
    type X;
}
trait B: A {
    type X;
}

fn given<T: B>(x: T::X) {} //~ ERROR E0221

fn main() {}
