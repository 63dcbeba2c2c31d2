fn main() {
    let names = vec!["a", "b"]; let ids = vec![1, 2];
    let pairs: Vec<(i32, &str)> = ids.iter().flat_map(|i| names.iter().map(|n| (*i, *n))).collect();
    println!("{pairs:?}");
    let mut acc = vec![];
    let mut f = |x: &i32| { acc.push(*x); &acc };  //~ ERROR
    f(&1);
}
