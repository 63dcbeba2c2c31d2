fn cond() -> bool { true }
fn a<T>(_: T) {}
fn main() {
    let mut x = 1;
    let mut p = &mut 0;
    loop {
        if cond() { p = &mut x; }
        x += 1;  //~ ERROR E0503
        a(&*p);
        break;
    }
}
