enum V {} fn g(r: Result<i32, V>) { match r { Ok(a) => {} Err(_) => {} } match r { Ok(_) => {} _ => {} } }
fn main() { let _ = g as fn(Result<i32, V>); }
