async fn f(n: u8) -> u8 {
    if n == 0 { 0 } else { f(n - 1).await }
}

fn main() {}
