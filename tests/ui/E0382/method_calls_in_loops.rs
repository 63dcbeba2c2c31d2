struct T(Vec<i32>); impl T { fn go(self) -> usize { self.0.len() } }
fn take(v: Vec<i32>) {}
impl T { fn meth(&self, v: Vec<i32>) {} }
fn main() {
    let t = T(vec![]); for _ in 0..2 { t.go(); }  //~ ERROR E0382
    let v = vec![1]; loop { for x in v { println!("{x}"); } }  //~ ERROR E0382
}
