use std::rc::Rc;

struct Inner {
    count: Rc<u8>,
}

struct Outer {
    inner: Inner,
}

fn cross<T: Send>(_: T) {}

fn main() {
    let inner = Inner { count: Rc::new(1) };
    cross(Outer { inner }); //~ ERROR E0277
}
