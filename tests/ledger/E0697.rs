fn main() {
    static || 3;
}
