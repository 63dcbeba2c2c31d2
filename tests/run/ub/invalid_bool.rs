fn main() {
    let n = 3u8;
    let p = &raw const n as *const bool;
    let b = unsafe { *p }; //~ UB expected a boolean
    println!("{b}");
}
