unsafe extern "C" {
    fn printf(f: *const i8, ...) -> i32;
}
fn main() {
    unsafe {
        printf("%f\n".as_ptr() as _, 0f32);
    }
}
