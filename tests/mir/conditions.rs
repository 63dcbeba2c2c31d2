fn h() -> Option<String> { None }
fn f(a: String, n: i32) -> usize {
    let Some(y) = h() else { return 3 };
    let mut s = a;
    s = y;
    if let Some(z) = h() && z.len() > 3 && let Some(w) = h() { return w.len(); }
    if !(n > 1 || n < -4) && s.len() > 1 { 1 } else if let Some(q) = h() { q.len() } else { 2 }
}
fn b(x: bool, y: bool, z: &mut bool) -> bool { *z = x && y || !*z; let c = x || y && *z; c & x }
fn w(mut n: i32) { while n > 0 { n -= 1; if n == 5 { continue; } } for i in 0..n { if i == 2 { break; } } }
fn q(s: &str) -> Result<i32, std::num::ParseIntError> { let n: i32 = s.parse()?; Ok(n + s.len() as i32) }
fn main() {}
