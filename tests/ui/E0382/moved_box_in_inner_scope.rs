fn f() {
    let x = 5;
    let y: Box<i32>;
    {
        let z = Box::new(x);
        y = z;
        println!("{z}");  //~ ERROR E0382
    }
    println!("{y}");
}
fn main() { f(); }
