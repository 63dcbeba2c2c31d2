enum V {} fn f(v: V) { match v {} let q = 1; } fn h(v: V) -> i32 { match v { } }
fn main() { let _ = (f as fn(V), h as fn(V) -> i32); }
