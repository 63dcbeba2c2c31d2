//! The closures of a block are told from the last to the first.
fn run(f: fn(i32) -> i32) {
    f(1);
}
fn no_variable() {
    run(|a: i32| 3);
    run(|b: i32| 3);
}
fn main() {
    no_variable();
    let f = |x: i32, y: i32| x;
    let g = |x: i32, z: i32| x;
    f(1, 2);
    g(1, 2);
    if f(1, 2) > 1 {
        let h = |p: i32| 3;
        h(1);
    } else {
        let h = |q: i32| 4;
        h(1);
    }
}
