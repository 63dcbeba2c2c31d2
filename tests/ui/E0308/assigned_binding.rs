//! Where the type of an assigned variable comes from.
fn main() {
    let mut q;
    q = 3;
    q = ""; //~ ERROR E0308
    if let Some(mut n) = Some(1) {
        n = ""; //~ ERROR E0308
    }
    let c = |mut z: u8| {
        z = ""; //~ ERROR E0308
    };
}
