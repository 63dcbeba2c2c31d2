fn f() -> impl Sized + use<C> {
    3
}

fn main() {}
