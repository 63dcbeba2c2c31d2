fn main() {
    let s = String::from("s");
    let t = match s.len() {
        0 => s,
        1 => String::from("one"),
        _ => return,
    };
    println!("{} {}", t, s);  //~ ERROR E0382
}
