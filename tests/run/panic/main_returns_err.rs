#[derive(Debug)]
enum Failure {
    Missing { name: String, line: u32 },
}
fn main() -> Result<(), Failure> {
    println!("starting");
    Err(Failure::Missing { name: "x".into(), line: 3 })
}
