fn f<'a>(s: String) -> &'a str {
    s.trim()  //~ ERROR E0515
}
fn main() { f(String::new()); }
