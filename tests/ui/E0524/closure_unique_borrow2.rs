fn set(r: &mut i32) { *r = 1; }
fn main() {
    let mut x = 1;
    let r = &mut x;
    let mut a = || set(r);
    let mut b = || set(r);  //~ ERROR E0524
    a();
    b();
}
