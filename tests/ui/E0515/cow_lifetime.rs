use std::borrow::Cow;
fn norm(s: &str) -> Cow<str> { if s.contains(' ') { Cow::Owned(s.replace(' ', "")) } else { Cow::Borrowed(s) } }
fn bad<'a>(s: String) -> Cow<'a, str> { Cow::Borrowed(&s) }  //~ ERROR E0515
fn main() { norm(""); bad(String::new()); }
