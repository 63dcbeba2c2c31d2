fn h<'a, T: std::fmt::Debug>(t: T, _u: &'a i32) -> impl std::fmt::Debug + 'a { t }  //~ ERROR E0309
fn g<'a, I: Iterator<Item = i32>>(t: I, v: &'a [i32]) -> impl Iterator<Item = i32> + 'a { t.chain(v.iter().copied()) }  //~ ERROR E0309
fn k<I: IntoIterator>(t: I) -> impl Iterator<Item = I::Item> + 'static { t.into_iter() }  //~ ERROR E0310
fn l<F: Fn()>(f: F) -> impl Fn() + 'static { move || f() }  //~ ERROR E0310
fn m<T>(t: T) -> (impl Sized + 'static, i32) { (t, 1) }  //~ ERROR E0310
fn main() { }
