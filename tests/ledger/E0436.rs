enum E {
    V { a: u8, b: u8 },
}
fn f(e: E) -> E {
    let g = E::V { a: 3, ..e };
    g
}
fn k(x: E) {
    match x {
        _ => {
            E::V { ..x };
        }
    }
}

fn main() {}
