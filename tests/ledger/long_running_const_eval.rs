const fn f() -> u32 {
    let mut i = 0;
    while i < 4_000_000 {
        i += 1;
    }
    i
}
const A: u32 = f();

fn main() {}
