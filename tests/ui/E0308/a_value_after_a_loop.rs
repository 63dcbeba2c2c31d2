fn max(v: &[i32]) -> i32 {
    let mut best = v[0];
    for x in v {  //~ ERROR E0308
        if *x > best { best = *x; }
    }
}
fn sum(v: &[i32]) -> i32 {
    let mut s = 0;
    let mut i = 0;
    while i < v.len() { s += v[i]; i += 1; }  //~ ERROR E0308
}
fn name(v: &str) -> String {
    let up = v.to_uppercase();
    match up.as_str() { "A" => println!("a"), _ => println!("b") }  //~ ERROR E0308  //~ ERROR E0308
}
fn build(n: usize) -> Vec<String> {
    let mut out = Vec::new();
    for i in 0..n { out.push(i.to_string()); }  //~ ERROR E0308
}
fn build2(n: usize) -> Vec<u8> {  //~ ERROR E0308
    let out = Vec::new();
    let other = vec![1u8];
    drop(n);
}
fn opt(n: usize) -> Option<usize> {  //~ ERROR E0308
    Some(n);
}
fn main() {}
