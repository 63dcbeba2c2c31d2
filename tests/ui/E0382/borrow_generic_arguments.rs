use std::io::Read;
fn rd<R: Read>(mut r: R) -> usize { let mut s = String::new(); r.read_to_string(&mut s).unwrap() }
fn it<I: Iterator<Item = i32>>(i: I) -> i32 { i.sum() }
fn cl<F: FnMut(i32)>(mut f: F) { f(1); }
fn main() { let s: &[u8] = b"x"; rd(s); rd(s); let mut i = vec![1].into_iter(); it(i); i.next(); let mut n = 0; let f = |x| n += x; cl(f); cl(f); let mut j = [1].iter().copied(); it(j); it(j); }  //~ ERROR E0382 //~ ERROR E0382 //~ ERROR E0382
