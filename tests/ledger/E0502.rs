fn f(x: &mut i32) {
    let y = &x;
    g(x);
    println!("{y}");
}
fn g(x: &mut i32) {}

fn main() {}
