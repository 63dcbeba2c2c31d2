struct F<T> {
    t: T,
}
impl Drop for F<u32> {
    fn drop(&mut self) {}
}

fn main() {}
