fn incr(n: &mut i32) { *n += 1; }
fn main() {
    let mut n = 1;
    let r = &n;
    incr(&n);  //~ ERROR E0308
    println!("{r}");
    incr(n);  //~ ERROR E0308
}
