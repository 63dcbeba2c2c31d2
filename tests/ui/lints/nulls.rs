fn test() {}
fn main() {
    let r = &1;
    if (r as *const i32).is_null() { println!("n"); }
    if (&1 as *const i32) == std::ptr::null() { println!("n"); }
    let b = Box::into_raw(Box::new(1));
    if b.is_null() { println!("n"); }
    let v = vec![1u8];
    println!("{}", test as usize);
    let y = main as i64;
    println!("{y}");
}
