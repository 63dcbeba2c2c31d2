fn main() {
    let x = { &String::from("1234") }.len();  //~ ERROR E0716
    let y = { &mut vec![1] }.pop();  //~ ERROR E0716
    println!("{} {:?}", x, y);
}
