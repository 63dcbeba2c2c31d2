fn g() -> Option<i32> { let x: Result<i32, String> = Ok(1); Some(x?) } fn main() { g(); }
