fn main() {
    let mut a = [1, 2, 3, 4];
    let [ref mut first, ..] = a;
    let [ref x, _, ..] = a;  //~ ERROR E0502
    *first = *x;
}
