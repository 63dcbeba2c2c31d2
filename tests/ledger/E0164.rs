fn f(x: String) {
    if let String::from(y) = x {}
}

fn main() {}
