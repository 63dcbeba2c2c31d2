unsafe extern "C" {
    fn printf(f: *const i8, ...) -> i32;
}
fn main() {
    unsafe {
        printf();
    }
}
