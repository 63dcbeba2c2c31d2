fn need_static<T: 'static>(_: T) {} fn need_send<T: Send + 'static>(_: T) {}
fn a(s: &str) { need_static(s); } fn b<'a>(s: &'a mut Vec<i32>) { need_static(s); }  //~ ERROR E0521 //~ ERROR E0521
fn c() { let s = String::new(); need_static(&s); need_static(|| s.len()); }  //~ ERROR E0597 //~ ERROR E0373
fn d<T>(t: T) { need_static(t); } fn e<T: Clone>(t: &T) { need_static(t.clone()); }  //~ ERROR E0310 //~ ERROR E0310
fn f() { let v = vec![1]; need_send(move || v.len()); println!("{v:?}"); }  //~ ERROR E0382
fn g(x: &i32) { let y: &'static i32 = x; println!("{y}"); }  //~ ERROR
fn h() { let x = 1; let y: &'static i32 = &x; println!("{y}"); std::thread::spawn(|| println!("{x}")); }  //~ ERROR E0597 //~ ERROR E0373
struct Own<T: 'static> { t: T } fn i<'a>(x: &'a i32) -> Own<&'a i32> { Own { t: x } }
fn main() {}
