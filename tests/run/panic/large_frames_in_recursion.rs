fn f(n: u32) -> u32 { let a = [n; 10000]; if n == 0 { a[3] } else { f(n - 1) + a[5] } }
fn main() { println!("{}", f(20)); println!("{}", f(400)); }
