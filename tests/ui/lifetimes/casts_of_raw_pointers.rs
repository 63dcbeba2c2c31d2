trait T { fn t(&self) {} }
fn e<'a>(x: *const (dyn T + 'a)) -> *const (dyn T + 'static) { x as _ }  //~ ERROR
fn f<'a, 'b>(x: *mut (dyn T + 'a)) -> *mut (dyn T + 'b) { x as *mut (dyn T + 'b) }  //~ ERROR
fn g(x: *const (dyn T + '_)) { let y = x as *const (dyn T + 'static); let _ = y; }  //~ ERROR
fn main() {}
