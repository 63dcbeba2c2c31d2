fn main() {
    let text = "x";
    println!(text);
}
