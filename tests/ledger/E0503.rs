fn main() {
    let mut v = 3;
    let m = &mut v;
    let s = v + 3;
    *m = 1;
}
