fn i<'a>(x: &'a str, y: &str) -> impl Iterator<Item = &'a str> { x.split(' ').chain(y.split(' ')) }  //~ ERROR E0621
fn main() {}
