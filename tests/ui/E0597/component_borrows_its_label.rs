trait Draw { fn draw(&self); }
struct Screen { components: Vec<Box<dyn Draw>> }
struct Btn<'a> { label: &'a str }
impl<'a> Draw for Btn<'a> { fn draw(&self) { println!("{}", self.label); } }
fn main() {
    let mut s = Screen { components: vec![] };
    { let l = String::from("x"); s.components.push(Box::new(Btn { label: &l })); }  //~ ERROR E0597
    for c in &s.components { c.draw(); }
}
