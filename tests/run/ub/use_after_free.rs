fn main() {
    let p = Box::into_raw(Box::new(5));
    unsafe {
        drop(Box::from_raw(p));
        println!("{}", *p); //~ UB has been freed, so this pointer is dangling
    }
}
