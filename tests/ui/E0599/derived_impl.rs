#[derive(Clone)]
struct W<T>(T);
struct N;
fn main() {
    let w = W(N);
    let c = w.clone();  //~ ERROR E0599
}
