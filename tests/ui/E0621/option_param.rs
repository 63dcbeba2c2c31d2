fn f<'a>(a: Option<&'a str>, b: Option<&str>) -> Option<&'a str> { a.or(b) }  //~ ERROR E0621
fn main() { f(None, None); }
