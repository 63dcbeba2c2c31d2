struct S<T> {
    f: &'static T,
}

fn main() {}
