fn main() { 
    mut let x = 0;
    x += 1;
    println!("{x}");
}
