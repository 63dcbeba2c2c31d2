fn call(f: &Fn() + 'static) {}

fn main() {}
