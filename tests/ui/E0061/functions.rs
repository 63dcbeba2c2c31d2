fn fact(n: u64) -> u64 { if n == 0 { 1 } else { n * fact(n - 1, 1) } }  //~ ERROR E0061
fn fib(n: u32) -> u32 { match n { 0 | 1 => n, _ => fib(n - 1) + fib() } }  //~ ERROR E0061
fn print_all(xs: &[i32], sep: &str) { for x in xs { print!("{x}{sep}"); } }
fn main() { fact(); fib("a"); print_all(&[1, 2]); print_all(", ", &[1, 2]); print_all(&[1], ',', "x"); println!("{}", fact(1, 2)); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0308  //~ ERROR E0308
