fn partition(v: Vec<i32>) -> (Vec<i32>, Vec<i32>) {
    let evens = v.into_iter().filter(|x| x % 2 == 0).collect();
    let odds = v.into_iter().filter(|x| x % 2 == 1).collect();  //~ ERROR E0382
    (evens, odds)
}
fn main() { partition(vec![]); }
