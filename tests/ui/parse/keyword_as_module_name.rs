fn f(a: i32) -> i32 {
    let b = vec![1]
    [b]
}
mod mut foo {}
fn main() { }
