fn main() {
    let f = 42;
    let a: [u8; f];
}
