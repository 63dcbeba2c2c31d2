fn f(_: &u8) {}
fn g() {
    let x: unsafe extern "C" fn(usize);
    unsafe {
        std::mem::transmute::<_, fn(usize)>(f);
    }
    let p: *const () = unsafe { std::mem::transmute(f) };
    let q = [f];
}

fn main() {}
