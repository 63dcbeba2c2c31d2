fn compose4<F: Fn() -> i32>(f: F) -> Box<dyn Fn() -> i32> { Box::new(|| f()) }  //~ ERROR E0310 //~ ERROR E0310 //~ ERROR E0373
fn main() {}
