fn main() {
    let p: *const i32 = std::ptr::null();
    let x = unsafe { *p }; //~ UB null pointer is a dangling pointer
    println!("{x}");
}
