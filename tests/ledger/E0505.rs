struct V;
fn main() {
    let x = V;
    let r = &x;
    drop(x);
    let _ = *r;
}
