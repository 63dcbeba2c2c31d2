fn longest_word(text: String) -> &str {  //~ ERROR E0106
    let mut best = "";
    for w in text.split(' ') { if w.len() > best.len() { best = w; } }
    best
}
fn main() { longest_word(String::new()); }
