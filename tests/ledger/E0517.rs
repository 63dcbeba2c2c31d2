#[repr(C)]
fn f() {}

fn main() {}
