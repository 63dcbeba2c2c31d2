trait A {
    type X;
}
trait B {
    type X;
}

fn given<T: A + B>() {
    let x: Option<T::X> = None; //~ ERROR E0221
}

fn main() {}
