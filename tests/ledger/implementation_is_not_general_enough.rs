trait Tell<'a> {
    fn tell(&self) -> &'a str;
}
struct Once(&'static str);
impl Tell<'static> for Once {
    fn tell(&self) -> &'static str {
        self.0
    }
}
fn all<T: for<'a> Tell<'a>>(t: T) {}
fn main() {
    all(Once("x"));
}
