use std::collections::HashMap;
fn main() {
    let mut m = HashMap::new();
    let k = String::from("k");
    let v = String::from("v");
    m.insert(k, v);
    println!("{} {}", k, v);  //~ ERROR E0382 //~ ERROR E0382
    for (k, v) in m { println!("{}{}", k, v); }
    println!("{}", m.len());  //~ ERROR E0382
}
