#[derive(!Debug)]
struct S;
fn main() { let x: i32 = "a"; println!("{:?}", S); }
