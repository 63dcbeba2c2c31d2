fn a(o: (u8, u8)) { match o { (d, v) if v > 2 => {} _ => {} } }
fn b(o: Option<u8>) { match o { d @ Some(v) if v > 2 => {} _ => {} } }
fn c(o: u8) { match o { d @ 1..=4 if o > 2 => {} _ => {} } }
fn d(o: u8) { match o { d if o > 2 => {} _ => {} } }
fn e(o: Option<u8>) { match o { d if o.is_some() => {} _ => {} } }
fn f(o: Option<u8>) { match o { d @ Some(_) if o.is_some() => {} _ => {} } }
fn main() { a((1,1)); b(None); c(1); d(1); e(None); f(None); }
pub fn g(o: (u8, u8)) -> u8 { match o { (d, v) if d > 2 => v, (d, v) if v > 2 => d, (d, v) if v > d => 1, (mut d, v) if v > 4 => { d = 2; 3 } (d, mut v) if d > 4 => { v += 1; d } _ => 0 } }
pub fn h(o: Option<String>) -> usize { match o { Some(s) if s.is_empty() => 0, Some(ref s) if s.len() > 3 => 1, Some(t) if true => 3, Some(u) => u.len(), None => 2 } }
pub fn i(o: Result<String, String>) -> usize { match o { Ok(s) | Err(s) if s.is_empty() => 0, Ok(t) | Err(t) if true => 1, Ok(_) | Err(_) => 2 } }
pub struct P { pub x: u8, pub y: u8 }
pub fn j(p: P) -> u8 { match p { P { x, y } if x > 1 => 1, P { x, y } if true => 2, P { x: a, .. } if true => 3, _ => 0 } }
pub fn k(o: Option<u8>) -> u8 { match o { Some(n) if let Some(m) = n.checked_add(1) => m, _ => 0 } }
pub fn l(o: &mut Option<u8>) { match o { Some(n) if *n > 3 => *n = 1, Some(n) if true => {} _ => {} } }
pub fn m(v: Vec<(u8, u8)>) -> u8 { for x in &v { match x { (a, b) if a > b => return *a, (a, b) if *a > 1 => continue, &(a, b) if a == b => break, _ => {} } } 0 }
