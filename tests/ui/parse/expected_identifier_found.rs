fn main() {
    let mut = 5;
}
