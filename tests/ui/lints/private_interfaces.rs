mod a {
    mod b {
        struct P;
        pub fn f() -> P { P }
        pub(super) fn g(_: P) {}
        pub(in crate::a) struct H;
        pub fn h() -> H { H }
        pub fn i<X: T>(_: X) {}
        trait T {}
        pub trait V { fn m(&self, p: P); }
        impl Clone for P { fn clone(&self) -> P { P } }
        pub static ST: Option<P> = None;
        pub fn two(_: P, _: P) -> Option<P> { None }
    }
}
struct R;
pub struct G<T>(pub T, R);
pub enum E { A { x: R }, B(R, R) }
pub union U { pub r: std::mem::ManuallyDrop<R> }
impl<T> G<T> { pub fn r(&self) -> &R { &self.1 } pub const C: Option<R> = None; fn private(_: R) {} }
pub type Al = Vec<R>;
pub fn imp() -> impl Iterator<Item = R> { vec![R].into_iter() }
pub fn clo(f: impl Fn(R)) { f(R) }
pub fn dy(_: Box<dyn Fn(R)>) {}
pub fn fp(_: fn(R)) {}
fn main() {}
