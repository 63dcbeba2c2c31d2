fn f(r: &[f32; 2]) {
    match r {
        &[a, b, c, rest @ ..] => {}
    }
}

fn main() {}
