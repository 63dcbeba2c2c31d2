fn print_all(v: Vec<i32>) { for x in &v { println!("{x}"); } }
fn main() {
    let v = vec![1, 2];
    print_all(v);
    print_all(v.clone());  //~ ERROR E0382
}
