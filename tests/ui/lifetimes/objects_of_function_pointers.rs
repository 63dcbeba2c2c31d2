trait Fo { fn fo(&self) {} } impl<'a> Fo for fn(&'a str) {} struct W<T: Fo>(T); fn dy(x: &dyn Fo) {} fn g() { let p: fn(&str) = |_| {}; W(p); dy(&p); Fo::fo(&p); let _: Box<dyn Fo> = Box::new(p); }  //~ ERROR //~ ERROR //~ ERROR //~ ERROR
fn main() { g(); }
