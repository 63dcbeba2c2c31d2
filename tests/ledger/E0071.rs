enum E {}
type A = E;
fn main() {
    let a = A { v: 0 };
}
