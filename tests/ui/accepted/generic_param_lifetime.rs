fn need<'a, T: 'a>(_: &'a str, _: T) {}
struct W<'a, T> { r: &'a T }
impl<'a, T> W<'a, T> { fn boxed(self) -> Box<dyn Fn() -> &'a T + 'a> { Box::new(move || self.r) } }
fn main() { need("", 1); W { r: &1 }.boxed(); }
