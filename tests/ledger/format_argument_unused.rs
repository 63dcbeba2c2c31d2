fn main() {
    println!("nothing", 1);
}
