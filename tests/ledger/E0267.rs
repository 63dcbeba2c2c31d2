fn main() {
    let f = |x: u8| {
        break;
    };
}
