fn cmp<F: Fn(&str, &str) -> bool>(_: F) {} fn h() { let c = |a: &'static str, b: &str| a < b; cmp(c); let d = |a, b: &str| { let _: &'static str = a; a < b }; cmp(d); let e = |a: &str, b| { let _: &str = b; a < b }; cmp(e); }  //~ ERROR //~ ERROR //~ ERROR //~ ERROR //~ ERROR //~ ERROR
fn main() { h(); }
