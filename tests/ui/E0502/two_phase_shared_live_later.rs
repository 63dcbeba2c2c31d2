fn main() {
    let mut v = vec![1];
    let l = &v;
    v.push(2);  //~ ERROR E0502
    println!("{}", l.len());
}
