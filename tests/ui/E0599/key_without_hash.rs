use std::collections::HashMap;
#[derive(Debug)]
struct K;
fn main() {
    let mut m: HashMap<K, i32> = HashMap::new();
    m.insert(K, 1);  //~ ERROR E0599
    let _s = std::collections::HashSet::<K>::new();
}
