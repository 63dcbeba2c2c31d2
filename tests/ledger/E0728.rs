async fn a() {}
fn main() {
    3u8.await;
}
