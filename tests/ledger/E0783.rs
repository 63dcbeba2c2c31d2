fn f(x: u8) {
    match x {
        0...9 => {}
        _ => {}
    }
}

fn main() {}
