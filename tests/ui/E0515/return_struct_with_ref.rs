struct V<'a> { name: &'a str }
fn mk<'a>() -> V<'a> {
    let n = String::from("n");
    V { name: &n }  //~ ERROR E0515
}
fn main() { mk(); }
