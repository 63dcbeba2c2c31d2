fn add_suffix(mut name: String) -> String {
    name.push_str(" Jr.");
    name
}
fn main() {
    let first = String::from("Ferris");
    let full = add_suffix(first);
    println!("{full}, originally {first}");  //~ ERROR E0382
}
