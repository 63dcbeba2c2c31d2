fn dangle() -> i32 {
    let s = String::from("hello")
    &s
}
fn main() { let _ = dangle(); }
