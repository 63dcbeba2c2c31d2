fn longest<'a>(x: &'a str, y: &str) -> &'a str {
    let result = String::from("really long string");
    if x.len() > y.len() { x } else { result.as_str() }  //~ ERROR E0515
}
fn main() { longest("", ""); }
