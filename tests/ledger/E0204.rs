fn main() {
    #[derive(Clone, Copy)]
    struct S(std::cell::Cell<u8>);
}
