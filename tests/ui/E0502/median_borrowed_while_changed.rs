fn process(v: &mut Vec<i32>) -> &i32 {
    v.sort();
    let m = &v[v.len() / 2];
    v.dedup();  //~ ERROR E0502
    m
}
fn main() { process(&mut vec![1]); }
