fn main() {
    let mut a = [1, 2, 3, 4];
    let p = a.as_mut_ptr();
    unsafe { std::ptr::copy_nonoverlapping(p, p.add(1), 2) }; //~ UB `copy_nonoverlapping` called on overlapping ranges
    println!("{a:?}");
}
