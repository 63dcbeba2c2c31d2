#[repr(packed)]
struct F {
    a: u64,
}
fn f(x: F) -> u64 {
    let r = &x.a;
    *r
}

fn main() {}
