//@ edition: 2018
struct S { v: Vec<i32>, n: i32 }
impl S {
    fn go(&mut self) {
        self.v.iter().for_each(|x| self.n += x);  //~ ERROR E0500
        let r = &mut self.n;
        let f = || self.v.len();  //~ ERROR E0502
        *r += f() as i32;
    }
}
fn main() { S { v: vec![], n: 0 }.go(); }
