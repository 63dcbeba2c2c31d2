fn main() {
    let s = String::from("s");
    let f = || drop(s);
    f();
    f();  //~ ERROR E0382
}
