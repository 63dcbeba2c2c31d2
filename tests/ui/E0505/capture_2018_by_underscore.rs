//@ edition: 2018
fn main() {
    let t = (String::new(), String::new());
    let f = || { let _ = t.0; };
    drop(t);  //~ ERROR E0505
    f();
    let s = String::new();
    let g = move || { let _ = s; };
    println!("{}", s);  //~ ERROR E0382
    g();
}
