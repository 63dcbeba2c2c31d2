fn main() {
    let v = [1, 2, 3];
    let p = v.as_ptr();
    unsafe {
        let q = p.add(3);
        println!("{}", *q); //~ UB beyond the bounds
    }
}
