fn main() {
    let p = &raw const 2;
}
