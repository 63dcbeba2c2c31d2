fn reverse(v: &mut Vec<String>) {
    let n = v.len();
    for i in 0..n / 2 {
        std::mem::swap(&mut v[i], &mut v[n - i - 1]);  //~ ERROR E0499
    }
}
fn main() { reverse(&mut vec![]); }
