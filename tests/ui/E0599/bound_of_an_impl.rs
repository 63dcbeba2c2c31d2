struct W<T>(T);
impl<T: Clone> W<T> { fn dup(&self) -> T { self.0.clone() } }
struct N;
fn main() {
    let w = W(N);
    let _ = w.dup();  //~ ERROR E0599
}
