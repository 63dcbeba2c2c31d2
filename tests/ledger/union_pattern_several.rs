union U {
    a: u8,
    b: u8,
}
fn f(u: U) {
    unsafe {
        let U { a, b } = u;
    }
}

fn main() {}
