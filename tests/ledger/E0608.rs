fn main() {
    0u32[0];
}
