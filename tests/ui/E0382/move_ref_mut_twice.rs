fn add(v: &mut Vec<i32>) { v.push(1); }
fn main() {
    let mut v = vec![];
    let r = &mut v;
    let r2 = r;
    add(r2);
    add(r);  //~ ERROR E0382
}
