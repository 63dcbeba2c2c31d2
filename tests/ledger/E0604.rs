fn main() {
    1u32 as char;
}
