fn main() {
    let mut a = 1;
    let v = vec![&mut a];
    for r in v.iter() { **r += 1; }  //~ ERROR E0594
    for r in &v { let q: &mut i32 = *r; *q += 1; }  //~ ERROR E0596
    for r in v { *r += 1; }
    v.len();  //~ ERROR E0382
}
