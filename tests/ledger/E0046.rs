fn main() {
    struct S;
    impl std::fmt::Display for S {}
}
