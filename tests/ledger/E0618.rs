enum X {
    E,
}
fn main() {
    X::E();
}
