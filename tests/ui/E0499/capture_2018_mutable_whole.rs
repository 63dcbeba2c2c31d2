//@ edition: 2018
struct P { x: String, y: String }
fn main() {
    let mut p = P { x: String::new(), y: String::new() };
    let mut f = || p.x.push('a');
    p.y.push('b');  //~ ERROR E0499
    f();
    let g = move || drop(p.x);
    g();
    println!("{}", p.y);  //~ ERROR E0382
}
