//! A method of a name that is taken is borrow-checked all the same.
struct S {
    v: Vec<String>,
}
impl S {
    fn a(&self) -> String { //~ ERROR E0592
        self.v[0] //~ ERROR E0507
    }
}
impl S {
    fn a(&self) -> u8 {
        1
    }
}
fn main() {}
