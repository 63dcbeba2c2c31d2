struct S;
impl S {
    fn f<T: Fn()>(&self, t: T) -> Box<dyn Fn() + '_> {
        Box::new(t)
    }
}

fn main() {}
