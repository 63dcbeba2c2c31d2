fn main() {
    let x: &[u8] = unsafe { std::slice::from_raw_parts(std::ptr::null(), 0) };
}
