struct S<T> { t: Option<T> } impl<T> S<T> { fn k(self) -> impl Iterator<Item = T> + 'static { self.t.into_iter() } fn n(self) -> Option<impl Sized + 'static> { self.t } fn o(self) -> impl Fn() -> Option<T> + 'static where T: Copy { move || self.t } }  //~ ERROR E0310 //~ ERROR E0310 //~ ERROR E0310
fn main() { S { t: Some(1) }.k(); }
