fn f(p: *const [u8]) -> usize {
    unsafe { (*p).len() }
}

fn main() {}
