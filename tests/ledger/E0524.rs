fn s(x: &mut i32) {}
fn f(x: &mut i32) {
    let mut a = || s(x);
    let mut b = || s(x);
    b();
    a();
}

fn main() {}
