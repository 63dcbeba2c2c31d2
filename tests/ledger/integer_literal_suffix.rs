fn main() {
    let n = 5u7;
}
