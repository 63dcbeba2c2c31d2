struct P { a: String, b: String }
fn main() {
    let p = P { a: String::new(), b: String::new() };
    let f = || drop(p.a);
    f();
    let g = || p;  //~ ERROR E0382
    g();
    let q = P { a: String::new(), b: String::new() };
    let h = move || q.a.len();
    println!("{} {}", q.b, q.a); h();  //~ ERROR E0382
}
