fn f(t: (u8, u8)) {
    match t {
        (x, x) => {}
    }
}

fn main() {}
