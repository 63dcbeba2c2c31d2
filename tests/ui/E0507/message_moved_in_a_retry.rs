fn retry<F>(mut f: F) where F: FnMut() -> Result<(), String> { for _ in 0..3 { if f().is_ok() { return; } } }
fn main() {
    let msg = String::from("m");
    let mut log = Vec::new();
    retry(|| { log.push(msg); Err("x".into()) });  //~ ERROR E0507
    retry(|| Err(msg));  //~ ERROR E0507 //~ ERROR E0382
    println!("{:?}", log);
}
