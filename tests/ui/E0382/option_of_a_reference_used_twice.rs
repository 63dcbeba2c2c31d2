fn check(v: Option<&mut Vec<i32>>) -> usize {
    if let Some(v) = v { v.push(1); }
    v.map(|v| v.len()).unwrap_or(0)  //~ ERROR E0382
}
fn check2(v: &mut Option<Vec<i32>>) -> usize { if let Some(v) = v { v.push(1); } v.as_ref().map(|v| v.len()).unwrap_or(0) }
fn main() { check(None); check2(&mut None); }
