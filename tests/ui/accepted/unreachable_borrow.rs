fn f() {
    let x: &String;
    loop {
        let y = String::new();
        x = &y;
        break;
    }
}
fn main() { f(); }
