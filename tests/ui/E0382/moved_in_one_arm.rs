fn main() {
    let s = String::from("a");
    let t = match s.as_str() {
        "a" => s,
        _ => String::new(),
    };
    let u = if t.is_empty() { t } else { s };  //~ ERROR E0382
    println!("{u}");
}
