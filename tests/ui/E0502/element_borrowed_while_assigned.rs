fn ascii_capitalize(v: &mut Vec<char>) {
    let c = &v[0];
    if c.is_ascii_lowercase() {
        let up = c.to_ascii_uppercase();
        v[0] = up;  //~ ERROR E0502
    } else {
        println!("Already capitalized: {:?}", v);
    }
    println!("{c}");
}
fn main() { ascii_capitalize(&mut vec!['a']); }
