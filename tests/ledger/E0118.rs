impl<T> T {
    fn f(&self) {}
}

fn main() {}
