fn main() {
    #[repr(C)]
    enum E {}
}
