#![feature(ffi_pure, ffi_const)]
unsafe extern "C" {
    #[unsafe(ffi_const)]
    #[unsafe(ffi_pure)]
    fn square(n: i32) -> i32;
}

fn main() {}
