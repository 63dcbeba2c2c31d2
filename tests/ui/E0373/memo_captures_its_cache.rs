fn memo() -> impl FnMut(u32) -> u32 {
    let mut cache = std::collections::HashMap::new();
    |n| *cache.entry(n).or_insert(n * 2)  //~ ERROR E0373
}
fn main() { memo()(1); }
