use std::collections::HashMap; fn main() { let mut b: HashMap<i32, Vec<i32>> = HashMap::new(); b[&1] = vec![]; }  //~ ERROR E0594
