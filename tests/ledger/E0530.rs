static Z: i32 = 0;
fn f(x: Option<i32>) {
    match x {
        Some(Z) => {}
        _ => {}
    }
}

fn main() {}
