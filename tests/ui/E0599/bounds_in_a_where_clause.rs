struct W<T> { t: T }
impl<T> W<T> where T: Copy + std::fmt::Display { fn show(&self) {} }
fn main() {
    let w = W { t: String::new() };
    w.show();  //~ ERROR E0599
    let v = W { t: vec![1] };
    v.show();  //~ ERROR E0599
}
