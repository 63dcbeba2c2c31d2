struct Pair<A, B>(A, B);
struct Ref<'a, T>(&'a T);
enum Opt<T> { Some(T), None }
fn a(p: Pair<i32>) {}
fn b(p: Pair) {}
fn c(p: Pair<i32, i32, i32>) {}
fn d(r: Ref<'static, 'static, i32>) {}
fn e(o: Opt) {}
fn f(s: String<i32>) {}
fn g(v: Vec) {}
fn h(o: Option<i32, i32>) {}
fn main() {}
