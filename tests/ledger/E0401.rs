fn f<T>(x: T) {
    fn g(y: T) {}
}

fn main() {}
