fn make() -> impl Fn() -> String {
    let s = String::from("x");
    move || s  //~ ERROR E0507
}
fn main() { make()(); }
