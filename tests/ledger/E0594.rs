struct S {
    a: u8,
}
fn f(s: &S) {
    s.a = 1;
}
static X: u8 = 3;
fn g(x: &u8) {
    *x = 2;
    X = 3;
    let y: &mut u8 = &mut 1;
    let c: Box<dyn Fn()> = Box::new(|| *y = 3);
}
fn h(v: &[u8], t: (u8, u8), r: std::rc::Rc<u8>) {
    v[0] = 1;
    t.0 = 3;
    *r = 4;
    let s = S { a: 1 };
    s.a += 1;
    for q in v {
        *q = 2;
    }
    let &ref z = &1;
    *z = 1;
}
impl S {
    fn m(&self) {
        self.a = 3;
    }
    fn n(self) {
        self.a = 2;
    }
}

fn main() {}
