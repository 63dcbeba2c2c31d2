enum E { A(i32), B(i32), C }
fn main() {
    let e = E::A(1);
    match e { E::A(value) | E::B(other) => {} E::C => {} }
    let (x, x) = (1, 2);
    let E::D = e else { return };
}
fn f(a: i32, a: i32) {}
