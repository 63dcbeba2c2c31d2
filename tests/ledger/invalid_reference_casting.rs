fn f(x: &u8) {
    unsafe {
        *(x as *const u8 as *mut u8) = 3;
    }
}

fn main() {}
