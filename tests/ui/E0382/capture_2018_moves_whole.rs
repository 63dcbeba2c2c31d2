//@ edition: 2018
fn main() {
    let t = (String::from("a"), 2);
    let f = || { let x = t.0; println!("{}", x); };
    f();
    println!("{}", t.1);  //~ ERROR E0382
}
