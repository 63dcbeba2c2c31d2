struct S {
    a: u32,
}
fn f() {
    let s = S { a: 0, foo: 1 };
}

fn main() {}
