fn main() { x.foo( }
