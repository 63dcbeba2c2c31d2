fn f(r: f32) {
    match r {
        [a, b] => {}
        _ => {}
    }
}

fn main() {}
