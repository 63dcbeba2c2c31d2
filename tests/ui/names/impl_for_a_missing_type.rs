trait A {}
unsafe trait B {}
struct G<T>(T);
impl Copy for Missing {}
unsafe impl A for Missing {}
impl B for G<Missing> {}
impl Sync for Missing {}
fn main() {}
