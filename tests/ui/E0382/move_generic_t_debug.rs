use std::fmt::Debug;
fn show_twice<T: Debug>(x: T) {
    let y = x;
    println!("{:?} {:?}", x, y);  //~ ERROR E0382
}
fn main() { show_twice(1); }
