struct N;
fn main() {
    let a = [N];
    let v = a[0];
}
