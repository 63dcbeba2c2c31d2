fn f(s: &mut String, n: &mut i32) { s = String::new(); n = 5; }  //~ ERROR E0308 //~ ERROR E0308
fn main() {
    let mut x = 1; let r = &mut x; r = 2; let y: &mut i32 = &mut x; y = 3;  //~ ERROR E0308 //~ ERROR E0308
    let mut v = vec![1]; for e in &mut v { e = 4; } for e in v.iter_mut() { e = *e + 1; }  //~ ERROR E0308 //~ ERROR E0308
    let mut o = Some(1); if let Some(k) = &mut o { k = 2; }  //~ ERROR E0308
    f(&mut String::new(), &mut 1);
}
