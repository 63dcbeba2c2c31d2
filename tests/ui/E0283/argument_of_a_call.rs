fn f<T: Copy>() -> Option<T> { None }
fn g<T: Copy>(o: Option<T>) -> i32 { 3 }
fn main() {
    let x = g(f());  //~ ERROR E0283
}
