struct Rc<T>(T);
impl<T> Rc<T> {
    fn x(&self) {
        self.inc_strong();
    }
}
trait P<T> {
    fn inc_strong(&self) {}
}
impl<T> P<T> for Rc<T> {}
fn main() {}
