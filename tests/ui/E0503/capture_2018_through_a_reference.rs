//@ edition: 2018
fn main() {
    let r = &mut (1, 2);
    let mut f = || r.0 += 1;
    r.1 += 1;  //~ ERROR E0503
    f();
    let s = &(String::new(), 1);
    let g = move || s.0.len();
    println!("{} {}", g(), s.1);
}
