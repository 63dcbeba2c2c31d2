//@ edition: 2021
fn f(x: &u8) -> impl Sized { x }

fn main() {}
