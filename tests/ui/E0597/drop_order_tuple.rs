struct D<'a>(&'a str);
impl Drop for D<'_> { fn drop(&mut self) {} }
fn main() {
    let (d, s);
    s = String::from("x");
    d = D(&s);  //~ ERROR E0597
}
