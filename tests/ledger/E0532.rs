fn f(n: u8) {
    match n {
        g => {}
    }
    match n {
        f(..) => {}
        _ => {}
    }
}
fn g() {}

fn main() {}
