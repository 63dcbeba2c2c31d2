fn main() {
    something;
}
