fn main() {
    let x = Vec::new();
}
