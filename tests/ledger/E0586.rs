fn f(v: &[u8]) { let x = &v[1..=]; }

fn main() {}
