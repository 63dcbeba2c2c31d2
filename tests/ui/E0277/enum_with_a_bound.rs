trait Tr {}
enum E<T: Clone> { A(T), B }
struct N;
fn main() {
    let _a = E::A(N);  //~ ERROR E0277  //~ ERROR E0277
    let _b = E::<N>::B;  //~ ERROR E0277
    let _c: E<N> = E::B;  //~ ERROR E0277  //~ ERROR E0277
}
