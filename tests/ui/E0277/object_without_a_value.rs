trait A { fn make() -> Self where Self: Sized; }
struct S;
impl A for S { fn make() -> S { S } }
fn main() {
    let _a = <dyn A>::make();  //~ ERROR E0277  //~ ERROR E0277  //~ ERROR E0277
    let _b = <dyn A as A>::make();  //~ ERROR E0277  //~ ERROR E0277  //~ ERROR E0277
}
