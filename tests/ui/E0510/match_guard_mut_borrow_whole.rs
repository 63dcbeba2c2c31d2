fn change(o: &mut Option<i32>) -> bool { *o = None; true }
fn main() {
    let mut x = Some(1);
    match x {
        None => {}
        Some(_) if change(&mut x) => {}  //~ ERROR E0510
        Some(_) => {}
    }
}
