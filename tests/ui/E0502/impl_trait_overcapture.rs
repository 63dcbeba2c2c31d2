use std::fmt::Display;
fn a(v: &Vec<i32>) -> impl Display { v.len() }
fn b<T: Display>(v: &Vec<i32>, t: T) -> impl Display { format!("{}{}", v.len(), t) }
fn c(v: &Vec<i32>, t: impl Display) -> impl Display { format!("{}{}", v.len(), t) }
fn d<'a>(v: &'a Vec<i32>, w: &str) -> impl Iterator<Item = &'a i32> { let n = w.len(); v.iter().take(n) }
struct S { n: i32 }
impl S { fn it(&self, k: &i32) -> impl Fn() -> i32 { let x = self.n + *k; move || x } }
fn main() {
    let mut v = vec![1];
    let x = a(&v); v.push(1); println!("{}", x);  //~ ERROR E0502
    let x = b(&v, 1); v.clear(); println!("{}", x);  //~ ERROR E0502
    let x = c(&v, 1); drop(v); println!("{}", x);  //~ ERROR E0505
    let u = vec![1];
    let y = { let w = String::new(); d(&u, &w) };  //~ ERROR E0597
    println!("{}", y.count());
    let mut s = S { n: 1 };
    let f = s.it(&1); s.n = 2; f();  //~ ERROR E0506
    let g; { let k = 1; g = s.it(&k); } g();  //~ ERROR E0597
    let h = a(&vec![2]); println!("{}", h);  //~ ERROR E0716
}
