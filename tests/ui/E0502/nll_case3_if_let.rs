use std::collections::HashMap;
fn get(map: &mut HashMap<u32, String>, k: u32) -> &String {
    if let Some(v) = map.get(&k) {
        return v;
    }
    map.insert(k, String::new());  //~ ERROR E0502
    &map[&k]
}
fn main() { get(&mut HashMap::new(), 1); }
