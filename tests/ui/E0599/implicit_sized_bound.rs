struct W<T: ?Sized>(Box<T>);
impl<T> W<T> { fn make() -> Option<W<T>> { None } }
fn main() {
    let _a = W::<str>::make();  //~ ERROR E0599
    let _b: Option<W<[u8]>> = W::make();  //~ ERROR E0277
}
