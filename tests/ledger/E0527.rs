fn f(r: &[u32; 4]) {
    match r {
        &[a, b] => {}
    }
}

fn main() {}
