struct Pair<T> { a: T, b: T }
impl<T> Pair<T> {
    fn flip(&mut self) { let t = self.a; self.a = self.b; self.b = t; }  //~ ERROR E0507 //~ ERROR E0507
    fn into_a(self) -> T { self.a }
    fn a(&self) -> T { self.a }  //~ ERROR E0507
}
fn main() { let mut p = Pair { a: 1, b: 2 }; p.flip(); p.a(); p.into_a(); }
