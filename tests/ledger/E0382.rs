struct S;
fn main() {
    let a = S;
    let b = a;
    let c = a;
}
