trait Shape { fn area(&self) -> f64; fn unit() -> f64; fn scale(&mut self, k: f64); }
struct Sq;
impl Shape for Sq { fn area() -> f64 { 1.0 } fn unit(&self) -> f64 { 1.0 } fn scale(k: f64) {} }  //~ ERROR E0185  //~ ERROR E0186  //~ ERROR E0186
fn main() {}
