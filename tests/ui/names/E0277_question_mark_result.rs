fn h() -> Result<i32, String> { let o: Option<i32> = None; Ok(o?) } fn main() { h().ok(); }
