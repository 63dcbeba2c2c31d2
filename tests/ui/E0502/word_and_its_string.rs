fn split_first_word(s: &mut String) -> (&str, &mut String) {
    let w = s.split(' ').next().unwrap();
    (w, s)  //~ ERROR E0502
}
fn main() { split_first_word(&mut String::new()); }
