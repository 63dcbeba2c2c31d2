struct D<'a>(&'a str);
impl<'a> Drop for D<'a> { fn drop(&mut self) { println!("{}", self.0); } }
fn main() {
    let d;
    let s = String::from("x");
    d = D(&s);  //~ ERROR E0597
}
