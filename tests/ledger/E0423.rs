struct F {
    a: bool,
}
fn main() {
    let f = F();
}
