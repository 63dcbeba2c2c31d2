const fn f() -> u8 {
    [1, 2][5]
}
const fn g() -> u8 {
    3 / 0
}
const fn h(x: i32) -> i32 {
    x % 0
}

fn main() {}
