fn twice(f: &mut impl FnMut()) { f(); f(); }
fn main() {
    let mut n = 0;
    let mut f = || n += 1;
    twice(&mut f);
    let r = &n;  //~ ERROR E0502
    twice(&mut f);
    println!("{}", r);
}
