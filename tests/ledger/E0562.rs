mod m {
    unsafe extern "C" {
        fn f(x: impl Sized);
    }
}

fn main() {}
