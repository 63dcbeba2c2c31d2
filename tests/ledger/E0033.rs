trait T {
    fn f(&self);
}
fn g(x: &dyn T) {
    let &y = x;
}

fn main() {}
