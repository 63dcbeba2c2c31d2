fn f(x: Option<u8>) {
    match x {
        Some(y) | None => {}
    }
}

fn main() {}
