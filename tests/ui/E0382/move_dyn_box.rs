trait Shape { fn area(&self) -> f64; }
struct Sq(f64);
impl Shape for Sq { fn area(&self) -> f64 { self.0 * self.0 } }
fn main() {
    let s: Box<dyn Shape> = Box::new(Sq(1.0));
    let shapes = vec![s];
    println!("{} {}", shapes.len(), s.area());  //~ ERROR E0382
}
