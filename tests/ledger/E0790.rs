trait G {
    fn c() -> u32;
    const N: u8;
}
fn main() {
    let x = G::c();
}
