static mut G: i32 = 0;
fn main() {
    let r = unsafe { &mut *(&raw mut G) };
    unsafe { G = 1; }
    *r = 2;
}
