fn f(v: &[i32], a: [i32; 3], i: usize, s: u8) -> i32 {
    let x = v[i] + a[i];
    let y = x % 3 - x * 2;
    let mut z = y << s;
    z += 1;
    z >>= 2i32;
    -x / z
}
fn g(a: u32, b: f64) -> u64 { (a as f64 * b) as u64 + a as u64 }
fn h(m: &mut [[u8; 4]], i: usize, j: usize) { m[i][j] = m[j][i]; m[i][{ m[0][0] = 1; j }] += 2; }
fn main() {}
