fn main() {
    let mut i = 0;
    let x = &mut i;
    let a = &mut i;
    *x = 1;
    *a = 2;
}
