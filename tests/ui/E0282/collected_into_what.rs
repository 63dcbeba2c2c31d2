fn main() {
    let v = vec![1, 2].into_iter().map(|x| x + 1).collect();  //~ ERROR E0282
    println!("{:?}", v.len());
}
