trait A {
    type X;
}
fn main() {
    let f: A::X;
}
