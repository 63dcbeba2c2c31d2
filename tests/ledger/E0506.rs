fn main() {
    let mut x = 3;
    let r = &x;
    x = 4;
    println!("{r}");
}
