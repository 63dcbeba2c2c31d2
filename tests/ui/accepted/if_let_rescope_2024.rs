use std::sync::RwLock;
fn f(v: &RwLock<Option<bool>>) {
    if let Some(x) = *v.read().unwrap() {
        println!("{}", x);
    } else {
        let mut s = v.write().unwrap();
        if s.is_none() { *s = Some(true); }
    }
}
fn main() { f(&RwLock::new(None)); }
