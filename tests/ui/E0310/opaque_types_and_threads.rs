fn h<T: std::fmt::Debug>(t: T) -> impl std::fmt::Debug + 'static { t }  //~ ERROR E0310
fn i<T>(t: T) where T: Send { std::thread::spawn(move || drop(t)); }  //~ ERROR E0310
fn main() {}
