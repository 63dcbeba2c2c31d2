use std::collections::BTreeMap;
fn main() {
    let mut m = BTreeMap::from([(1, 1), (2, 2)]);
    let a = m.get_mut(&1).unwrap();
    let b = m.get_mut(&2).unwrap();  //~ ERROR E0499
    *a += *b;
}
