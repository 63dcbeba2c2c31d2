fn f(x: Option<u8>) {
    match x {
        Foo(y) => {}
        _ => {}
    }
}

fn main() {}
