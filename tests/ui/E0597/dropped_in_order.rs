struct D<'a>(&'a str); impl<'a> Drop for D<'a> { fn drop(&mut self) {} }
fn main() {
    let x; let d; { x = String::new(); d = D(&x); }
    let (a, b); b = String::new(); a = D(&b);  //~ ERROR E0597
    let mut v = vec![]; let s = String::new(); v.push(&s); 
    let mut w: Vec<D> = vec![]; let t = String::new(); w.push(D(&t));  //~ ERROR E0597
    let c: std::cell::Cell<Option<&String>> = std::cell::Cell::new(None); { let q = String::new(); c.set(Some(&q)); } println!("{:?}", c.get()); let _ = (d, a);  //~ ERROR E0597
}
