fn head(v: &[String]) -> String {
    match v {  //~ ERROR E0508
        [] => String::new(),
        &[ref x, ..] if x.is_empty() => String::new(),
        &[x, ..] => x,
    }
}
fn main() { head(&[]); }
