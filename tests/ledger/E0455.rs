#[link(name = "FooCore", kind = "framework")]
unsafe extern "C" {}

fn main() {}
