fn f() -> i32 { let x = "5".parse::<i32>()?; x } fn main() { f(); }
