use something::Foo;

fn main() {}
