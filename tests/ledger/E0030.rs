fn f(x: char) {
    if let 'z'..='a' = x {}
}

fn main() {}
