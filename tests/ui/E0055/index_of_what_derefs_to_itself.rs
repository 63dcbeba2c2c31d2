use std::ops::Deref;

struct Foo;

impl Deref for Foo {
    type Target = Self;

    fn deref(&self) -> &Self {
        self
    }
}

fn main() {
    let foo = Foo;
    foo[0]; //~ ERROR E0055 //~ ERROR E0608
}
