trait F {}
fn f(x: *mut dyn F) {
    let _ = x as *mut (dyn F + Send);
}

fn main() {}
