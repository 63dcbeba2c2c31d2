const C: i32 = 10;
fn main() {
    C = 3;
}
