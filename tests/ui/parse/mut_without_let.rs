fn main() { 
    mut x = 0;
    x += 1;
    println!("{x}");
}
