fn main() {
    let s = String::new();
    let _ = s;
    println!("{}", s);
    let _x = s;
    println!("{}", s);  //~ ERROR E0382
    let r;
    { let t = String::new(); let _ = &t; r = &t; }  //~ ERROR E0597
    let _ = r;
}
