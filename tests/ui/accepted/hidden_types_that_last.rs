fn ok<T: 'static + Clone>(t: T) -> impl Fn() -> T + 'static { move || t.clone() } fn ok2<T: Clone>(t: T) -> impl Fn() -> T { move || t.clone() } fn ok3<'a, T: Clone>(t: &'a T) -> impl Fn() -> T + 'a { move || t.clone() } fn ok4(s: String) -> impl Fn() -> usize + 'static { move || s.len() }
fn main() { ok(1)(); ok2(2)(); ok3(&1)(); ok4(String::new())(); }
