fn run<F>(f: F) where F: Fn(&str) -> usize { f("a"); }
struct S<'a>(&'a str);
impl<'a> S<'a> { fn len(s: &'a str) -> usize { s.len() } }
fn g<'b>(_: &'b str) { run(S::<'b>::len); }  //~ ERROR //~ ERROR
fn main() { run(S::len); run(str::len); g(""); }  //~ ERROR //~ ERROR
