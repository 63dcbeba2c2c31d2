use std::sync::Mutex;
fn f(m: &Mutex<Option<String>>) -> usize {
    if let Some(s) = m.lock().unwrap().as_ref() && s.len() > 1 { s.len() } else { 0 }
}
fn main() {
    f(&Mutex::new(None));
    let o = Some(String::from("x"));
    if let Some(s) = o && s.len() > 0 { println!("{}", s); }
    println!("{:?}", o);  //~ ERROR E0382
}
