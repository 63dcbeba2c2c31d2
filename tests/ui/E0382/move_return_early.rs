fn f(s: String, b: bool) -> String {
    if b { return s; }
    let t = s;
    if t.is_empty() { return s; }  //~ ERROR E0382
    t
}
fn main() { f(String::new(), true); }
