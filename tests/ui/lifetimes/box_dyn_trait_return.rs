trait Shape { fn a(&self) -> i32; }
impl<'a> Shape for &'a i32 { fn a(&self) -> i32 { **self } }
fn boxed<'a>(x: &'a i32) -> Box<dyn Shape> { Box::new(x) }  //~ ERROR
fn main() { boxed(&1); }
