enum M {
    Get,
    Post,
}
fn f(m: M) {
    match m {
        Get => {}
    }
}

fn main() {}
