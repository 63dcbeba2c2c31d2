fn main() {
    let y = 5;
    fn b() -> u32 {
        y
    }
}
