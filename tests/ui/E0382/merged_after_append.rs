fn merge(mut a: Vec<i32>, b: &mut Vec<i32>) -> Vec<i32> {
    a.append(b);
    let c = a;
    b.extend(a.iter());  //~ ERROR E0382
    c
}
fn main() { merge(vec![], &mut vec![]); }
