struct W<T: Copy>(Option<T>);
impl<T: Copy> W<T> { fn make() -> W<T> { W(None) } fn go(n: i32) -> i32 { n } }
fn main() {
    let x = W::make();  //~ ERROR E0283
}
