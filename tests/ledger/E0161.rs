fn f(x: Box<dyn FnOnce2>) {
    x.go()
}
trait FnOnce2 {
    fn go(self);
}

fn main() {}
