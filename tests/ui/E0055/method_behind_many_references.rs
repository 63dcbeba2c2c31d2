#![recursion_limit = "4"]

struct Foo;

impl Foo {
    fn foo(&self) {}
}

fn main() {
    let far = &&&&&Foo;
    let unused = 1;
    far.foo(); //~ ERROR E0055
}
