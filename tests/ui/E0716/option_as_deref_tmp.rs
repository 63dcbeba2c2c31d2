fn name() -> Option<String> { None }
fn main() {
    let n = name().as_deref().unwrap_or("none");  //~ ERROR E0716
    println!("{}", n);
}
