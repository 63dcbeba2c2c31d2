fn apply_all(fs: &[Box<dyn FnMut(i32) -> i32>], x: i32) -> i32 {
    let mut y = x;
    for f in fs { y = f(y); }  //~ ERROR E0596
    y
}
fn main() { apply_all(&[], 1); }
