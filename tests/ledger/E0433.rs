fn main() {
    let m = HashMap::<u8, u8>::new();
}
