fn main() {
    let mut v = vec![String::from("a")];
    let s = v.last().unwrap();
    v.swap_remove(0);  //~ ERROR E0502
    println!("{s}");
    let p = v.pop();
    v.push(p.unwrap());
    println!("{p:?}");  //~ ERROR E0382
}
