struct Gate;
unsafe impl Send for &'static Gate {}

fn main() {}
