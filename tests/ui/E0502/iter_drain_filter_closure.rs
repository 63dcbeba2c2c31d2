fn main() {
    let mut v = vec![1, 2, 3];
    let limit = &v[0];
    v.retain(|x| x > limit);  //~ ERROR E0502
}
