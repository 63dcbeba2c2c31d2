fn h<T: std::fmt::Debug>(t: T) -> impl std::fmt::Debug + 'static { t }  //~ ERROR E0310
fn main() { h(1); }
