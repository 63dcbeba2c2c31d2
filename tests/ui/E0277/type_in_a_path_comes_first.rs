struct W<T: Copy>(T);
impl<T: Copy> W<T> { fn make(n: i32) -> Option<W<T>> { None } }
fn main() {
    let _b: Option<W<String>> = W::make(1);  //~ ERROR E0277  //~ ERROR E0277  //~ ERROR E0277
}
