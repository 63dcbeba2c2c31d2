fn main() {
    let x;
    {
        let y = 0;
        x = &y;
    }
    println!("{x}");
}
