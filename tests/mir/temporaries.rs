use std::cell::RefCell;
fn s() -> String { String::new() }
fn f(c: &RefCell<Vec<String>>) -> usize {
    let x = &s();
    let y = &Some(s());
    let z = Some(&s()).map(|s| s.len()).is_some();
    let n = c.borrow().len();
    if c.borrow().is_empty() { return 0; }
    match c.borrow_mut().pop() { Some(p) => p.len(), None => 1 };
    let r: &dyn std::fmt::Debug = &[1, 2, 3];
    let t = &mut [0u8; 4][..];
    t[0] = 1;
    let w: &'static [&str] = &["a", "b"];
    x.len() + y.as_ref().unwrap().len() + n + c.borrow().iter().map(|s| s.len()).sum::<usize>()
}
fn g(v: &mut Vec<i32>) { v.push(v.len() as i32); let l = v.len(); v[l - 1] += v[0]; *v.last_mut().unwrap() = 3; }
fn p(n: i32, name: &str) { println!("{n} {name:?} {:>5.2} {0:?}", 1.5); let m = format!("{}-{}", n, name); eprintln!("{m}"); if n > 1 { panic!("bad {n}"); } }
fn main() {}
