fn main() {
    let total: i32 = "1,2".split(',').map(|s| s.parse().unwrap()).sum();  //~ ERROR E0284
    let v: Vec<_> = "a b".split(' ').map(|s| s.parse().unwrap()).collect();
}
