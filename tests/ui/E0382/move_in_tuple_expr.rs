fn main() {
    let a = String::from("a");
    let t = (a, a.len());  //~ ERROR E0382
    println!("{:?}", t);
}
