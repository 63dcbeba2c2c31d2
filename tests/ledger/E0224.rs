type F = dyn 'static;

fn main() {}
