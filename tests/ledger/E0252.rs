fn main() {
    use std::mem::swap;
    use std::ptr::swap;
}
