enum Box1 {
    Item(i32),
}
fn main() {
    match Box1::Item(1) {
        Box1::Item { weight } => {}
    }
}
