fn main() {
    let v = vec![1u32, 2, 3];
    let p = v.as_ptr();
    let q = unsafe { p.add(5) }; //~ UB attempting to offset pointer by 20 bytes
    println!("{}", q.is_null());
}
