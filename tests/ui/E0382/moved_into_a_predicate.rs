fn main() {
    let x = vec![1, 2, 3];
    let equal_to_x = move |z: &Vec<i32>| *z == x;
    println!("{x:?}");  //~ ERROR E0382
    let y = vec![1, 2, 3];
    assert!(equal_to_x(&y));
}
