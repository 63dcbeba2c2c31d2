fn main() {
    while break {}
}
