trait Shape { fn area(&self) -> f64; const SIDES: u32; type Unit; }
struct Sq;
impl Shape for Sq {
    fn area(&self) -> f64 { 1.0 }
    fn perimeter(&self) -> f64 { 4.0 }
    const SIDES: u32 = 4;
    const SIDE: u32 = 4;
    type Unit = i32;
    type Units = i32;
}
fn main() {}
