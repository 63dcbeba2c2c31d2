fn main() {
    let a = String::new();
    let v = vec![a, a.clone()];  //~ ERROR E0382
    let w = vec![v[0]; 2];  //~ ERROR E0507
    assert_eq!(v, w);
    assert_eq!(a, "x");
}
