struct S;
impl S {
    fn n(self) {}
}
fn f(x: std::cell::RefCell<S>) {
    x.borrow().n();
}

fn main() {}
