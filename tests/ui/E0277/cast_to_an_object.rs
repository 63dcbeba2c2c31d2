trait Shape { fn area(&self) -> f64; }
struct Sq(f64);
fn show(s: &dyn Shape) { println!("{}", s.area()); }
fn gen(s: impl Shape) { println!("{}", s.area()); }  //~ ERROR
fn main() { show(&Sq(1.0)); gen(Sq(2.0)); }  //~ ERROR  //~ ERROR E0277
