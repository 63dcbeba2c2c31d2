fn f(x: &str) {
    std::thread::spawn(move || println!("{x}"));
}

fn main() {}
