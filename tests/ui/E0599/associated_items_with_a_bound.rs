struct W<T>(T);
impl<T: Clone> W<T> { fn make(t: T) -> W<T> { W(t) } const N: usize = 3; }
struct N;
fn main() {
    let _a = W::make(N);  //~ ERROR E0277
    let _b = W::<N>::make(N);  //~ ERROR E0599
    let _c = W::<N>::N;  //~ ERROR E0599
}
