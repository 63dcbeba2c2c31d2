struct P { x: i32, name: String, inner: (String, u8) }
fn f(mut p: P, v: &mut Vec<i32>) -> usize {
    let a = |n: i32| p.x + n;
    let r = a(1);
    let mut inc = || { p.x += 1; v.push(p.x); };
    inc();
    let take = move || p.inner.0.len() + p.name.len();
    take() + r as usize
}
fn nested(s: String, t: &str) -> impl Fn(i32) -> usize + '_ {
    let g = move |n: i32| { let k = |m: usize| s.len() + m; k(n as usize) + t.len() };
    g
}
fn apply<F: FnMut(i32)>(mut f: F) { f(1); }
fn uses() { let mut total = 0; apply(|n| total += n); let xs = vec![1, 2]; let n: Vec<i32> = xs.iter().map(|x| x * 2).filter(|x| *x > 1).collect(); let (a, b) = (1, 2); let c = || { let (p, q) = (a, &b); match (a, b) { (1, _) => 1, _ => p + q } }; c(); }
fn main() {}
