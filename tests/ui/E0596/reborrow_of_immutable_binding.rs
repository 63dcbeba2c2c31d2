fn f(_: &mut &mut i32) {}
fn g(_: &mut i32) {}
fn a() {
    let mut x = 1;
    let r = &mut x;
    let rr = &mut r;  //~ ERROR E0596
    **rr = 2;
}
fn b() {
    let mut x = 1;
    let r: &mut i32 = &mut x;
    let rr = &mut r;  //~ ERROR E0596
    **rr = 2;
}
fn c() {
    let mut x = 1;
    let r = &mut x;  //~ ERROR E0596
    f(&mut r);
    g(&mut r);
}
fn d(r: &mut i32) {  //~ ERROR E0596
    g(&mut r);
    let rr = &mut r;
    **rr = 2;
}
fn main() {}
