const N: usize = 2 * 3 + 1;
const fn sq(x: usize) -> usize { let mut i = 0; let mut s = 0; while i < x { s += x; i += 1; } s }
const M: usize = sq(N) - 40;
const C: char = 'q';
const NAME: &str = "abc";
struct P { x: i32, y: Option<u8> }
const PP: P = P { x: -3, y: Some(4) };
const ARR: [i32; 3] = [1, 2, 3];
const A1: i32 = ARR[1] + PP.x;
enum E { A = 10, B = sq(3) as isize + 9, C }
static S: [u8; N] = [0; N];
fn f(c: char, s: &str, i: i32) -> i32 {
    let a = [0u8; M]; let b: [i32; N + 1] = [1; N + 1];
    match c { C => 1, _ => 2 };
    match s { NAME => 1, _ => 3 };
    match i { A1 => 1, i32::MAX => 3, _ => 2 };
    E::B as i32
}
fn main() {}
