use std::sync::Mutex;
fn main() {
    let m = Mutex::new(1);
    let g = m.lock().unwrap();
    let inner = m.into_inner();  //~ ERROR E0505
    println!("{} {:?}", g, inner);
}
