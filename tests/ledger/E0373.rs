fn main() {
    let x = 3;
    std::thread::spawn(|| println!("{x}"));
}
