fn f(x: &mut i32) -> &mut i32 { x }
fn main() {
    let mut n = 1;
    let a = f(&mut n);
    let b = f(a);
    *a += 1;  //~ ERROR E0503
    *b += 1;
}
