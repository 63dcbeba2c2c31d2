fn cmp<F: Fn(&str, &str) -> bool>(_: F) {} fn h() { let lt: for<'a> fn(&'a str, &'a str) -> bool = |a, b| a < b; cmp(lt); }  //~ ERROR //~ ERROR
fn main() { h(); }
