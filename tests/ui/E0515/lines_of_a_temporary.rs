pub fn search<'a>(query: &str, contents: &'a str) -> Vec<&'a str> {
    let mut results = Vec::new();
    for line in contents.to_lowercase().lines() {
        if line.contains(query) { results.push(line); }
    }
    results  //~ ERROR E0515
}
fn main() { search("", ""); }
