struct P { a: String, b: (String, i32) }
fn main() {
    let mut p = P { a: String::new(), b: (String::new(), 1) };
    drop(p); p.a = String::from("x");   //~ ERROR E0382
    let mut q = P { a: String::new(), b: (String::new(), 1) };
    let b = q.b; q.b.1 = 3; q.b.0 = b.0;  //~ ERROR E0382
    let mut r = (String::new(), 1); let s = r; r.1 = 4; println!("{}", s.0);  //~ ERROR E0382
    let mut v = vec![1]; let w = v; v[0] = 2; *(&mut v) = w;  //~ ERROR E0382
}
