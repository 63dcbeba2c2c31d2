fn pick(pair: (&u8, u8)) {
    match pair {
        (a, 1) | (&_, ref a) => {}
    }
}

fn main() {}
