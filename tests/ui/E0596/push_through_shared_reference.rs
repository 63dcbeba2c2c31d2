fn stringify_name_with_title(name: &Vec<String>) -> String {
    name.push(String::from("Esq."));  //~ ERROR E0596
    let full = name.join(" ");
    full
}
fn main() {
    let name = vec![String::from("Ferris")];
    let first = &name[0];
    stringify_name_with_title(&name);
    println!("{}", first);
}
