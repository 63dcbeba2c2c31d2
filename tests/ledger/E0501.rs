fn o(_: &mut i32) {}
fn f(a: &mut i32) {
    let mut b = || {
        o(a);
    };
    o(a);
    b();
}

fn main() {}
