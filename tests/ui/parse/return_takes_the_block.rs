fn main() {
    if return { 2; }
}
