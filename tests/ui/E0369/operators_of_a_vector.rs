use std::ops::{Add, Mul};
#[derive(Clone, Copy, Debug, PartialEq)]
struct V(f64, f64);
impl Add for V { type Output = V; fn add(self, o: V) -> V { V(self.0 + o.0, self.1 + o.1) } }
impl Mul<f64> for V { type Output = V; fn mul(self, k: f64) -> V { V(self.0 * k, self.1 * k) } }
fn main() {
    let a = V(1.0, 2.0);
    println!("{:?}", a - a);  //~ ERROR E0369
    println!("{:?}", a < a);  //~ ERROR E0369
    println!("{:?}", a % 2);  //~ ERROR E0369
    println!("{:?}", !a);  //~ ERROR E0600
    println!("{:?}", a | a);  //~ ERROR E0369
    let b = a ^ a;  //~ ERROR E0369
    let c = -a;  //~ ERROR E0600
}
