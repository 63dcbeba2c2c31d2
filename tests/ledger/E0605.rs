fn main() {
    let x = 0u8;
    x as Vec<u8>;
}
