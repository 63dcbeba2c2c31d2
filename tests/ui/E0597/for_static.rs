fn st(_: &'static str) {} fn c<F: Fn() + 'static>(_: F) {}
fn main() {
    let s = String::new(); st(&s); let t = 5; let r: &'static i32 = &t; println!("{r}"); let u = String::new(); c(|| println!("{u}"));  //~ ERROR E0597 //~ ERROR E0597 //~ ERROR E0373
    let v = 1; let w: Box<dyn Fn() -> i32 + 'static> = Box::new(|| v); w(); let x: &dyn std::any::Any = &s; x.is::<i32>(); let q = 3; let b: Box<dyn std::any::Any> = Box::new(&q); drop(b);  //~ ERROR E0597 //~ ERROR E0597
}
