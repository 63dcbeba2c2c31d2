use std::collections::HashMap;
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
fn make_counter() -> impl FnMut() -> u32 { let mut c = 0; move || { c += 1; c } }
fn boxed(n: i32) -> Box<dyn Fn(i32) -> i32> { if n > 0 { Box::new(move |x| x + n) } else { Box::new(|x| x * 2) } }
struct Cache<F: Fn(u32) -> u32> { f: F, m: HashMap<u32, u32>, hits: usize }
impl<F> Cache<F> where F: Fn(u32) -> u32 {
    fn new(f: F) -> Self { Cache { f, m: HashMap::new(), hits: 0 } }
    fn get(&mut self, k: u32) -> u32 {
        if let Some(&v) = self.m.get(&k) { self.hits += 1; return v; }
        let v = (self.f)(k);
        self.m.insert(k, v);
        v
    }
}
fn apply_n(f: &dyn Fn(i32) -> i32, n: usize, x: i32) -> i32 { (0..n).fold(x, |acc, _| f(acc)) }
fn once<F: FnOnce() -> String>(f: F) -> usize { f().len() }
fn main() {
    let h = compose(|x: i32| x + 1, |y: i32| format!("<{y}>"));
    println!("{}", h(4));
    let mut c = make_counter();
    println!("{} {} {}", c(), c(), c());
    let fs: Vec<Box<dyn Fn(i32) -> i32>> = vec![boxed(3), boxed(-1), Box::new(i32::abs)];
    println!("{:?}", fs.iter().map(|f| f(-5)).collect::<Vec<_>>());
    let mut cache = Cache::new(|x| x * x);
    println!("{} {} {}", cache.get(4), cache.get(4), cache.hits);
    println!("{}", apply_n(&|x| x * 3, 4, 1));
    let s = String::from("moved");
    println!("{}", once(move || s));
    let add: fn(i32, i32) -> i32 = |a, b| a + b;
    println!("{}", add(2, 3));
    let mut log = Vec::new();
    let mut push = |x: &str| log.push(x.to_uppercase());
    push("a"); push("b");
    println!("{log:?}");
}
