use std::borrow::Cow;
fn main() { let c = Cow::Borrowed("a"); c.to_mut().push('b'); }  //~ ERROR E0596
