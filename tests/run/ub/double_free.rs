fn main() {
    let b = Box::new(String::from("x"));
    let c = unsafe { std::ptr::read(&b) };
    drop(b);
    drop(c); //~ UB has been freed
}
