fn main() {
    let x = std::mem::discriminant(&3u8);
}
