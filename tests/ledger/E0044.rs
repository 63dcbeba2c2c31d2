unsafe extern "C" {
    fn f<T>();
}

fn main() {}
