fn need<F: for<'a> Fn(&'a i32)>(f: F) { f(&1) }
fn st2(x: &'static i32) { println!("{x}"); }
fn main() { need(st2); }  //~ ERROR //~ ERROR
