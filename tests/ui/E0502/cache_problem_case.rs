use std::collections::HashMap;
struct Cache { map: HashMap<u32, String> }
impl Cache {
    fn get(&mut self, k: u32) -> &String {
        match self.map.get(&k) {
            Some(v) => v,
            None => { self.map.insert(k, k.to_string()); self.map.get(&k).unwrap() }  //~ ERROR E0502
        }
    }
    fn get2(&mut self, k: u32) -> &str {
        if !self.map.contains_key(&k) { self.map.insert(k, String::new()); }
        &self.map[&k]
    }
}
fn main() { let mut c = Cache { map: HashMap::new() }; let a = c.get2(1); let b = c.get(2); println!("{a}{b}"); }  //~ ERROR E0499
