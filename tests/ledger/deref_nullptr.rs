fn main() {
    let x = unsafe { *std::ptr::null::<u8>() };
}
