struct Counter { count: u32 }
impl Counter {
    fn bump(&mut self) { count += 1; helper(); }
    fn helper(&self) {}
    fn make() -> Counter { helper(); Counter { count } }
}
fn main() {
    let total = 3;
    println!("{}", totl);
    println!("{totle}");
    undefined();
    { let inner = 1; }
    println!("{}", inner);
}
