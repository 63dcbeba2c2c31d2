#![allow(unused)]
mod m1 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: E) { match e { E::A | E::B | E::C(_) => {} } }  //~ ERROR E0004
}
mod m2 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: E) { match e { E::A | E::B => {} } }  //~ ERROR E0004
}
mod m3 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: E) { match e { E::A => {} } }  //~ ERROR E0004
}
mod m4 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: E) { match e { E::A | E::B | E::C(_) | E::D => {} } }  //~ ERROR E0004
}
mod m5 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: E) { match e { E::C(3..=9) | E::A => {} } }  //~ ERROR E0004
}
mod m6 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: E, g: E) { match (e, g) { (E::A, E::A) | (E::B, _) => {} } }  //~ ERROR E0004
}
mod m7 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: bool, g: bool, h: u8) { match (e, g, h) { (true, true, 1) | (false, _, 3) => {} } }  //~ ERROR E0004
}
mod m8 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: Option<E>, g: u8) { match (e, g) { (None, 0..=5) | (Some(E::A), _) => {} } }  //~ ERROR E0004
}
mod m9 {
    enum E { A, B, C(u8), D, F, G, H }
    fn f(e: &[u8]) { match e { [1, ..] | [_, 2, ..] => {} } }  //~ ERROR E0004
}
mod m10 {
    enum E { A, B, C(u8), D, F, G, H }
    enum M { Mv { x: i32, y: i32 }, Q } fn f(m: M) { match m { M::Mv { x: 0, y } => {}, M::Mv { x: y, y: 0 } => {} M::Q => {} } }  //~ ERROR E0004
}
mod m11 {
    fn f(a: bool, b: bool, h: u8) { match (a, b) { (true, true) => {} (false, false) => {} } }  //~ ERROR E0004
}
mod m12 {
    fn f(a: bool, b: bool, h: u8) { match (a, b) { (false, false) => {} (true, true) => {} } }  //~ ERROR E0004
}
mod m13 {
    fn f(a: bool, b: bool, h: u8) { match (a, b) { (false, false) | (true, true) => {} } }  //~ ERROR E0004
}
mod m14 {
    fn f(a: bool, b: bool, h: u8) { match (a, b) { (true, true) | (false, false) => {} } }  //~ ERROR E0004
}
mod m15 {
    fn f(a: bool, b: bool, h: u8) { match (a, h) { (true, 3) => {} (false, 4) => {} } }  //~ ERROR E0004
}
mod m16 {
    fn f(a: bool, b: bool, h: u8) { match (a, h) { (false, 3) => {} (true, 4) => {} } }  //~ ERROR E0004
}
mod m17 {
    fn f(a: bool, b: bool, h: u8) { match (h, a) { (1, true) => {} (0, true) => {} (2.., true) => {} } }  //~ ERROR E0004
}
mod m18 {
    fn f(a: bool, b: bool, h: u8) { match (Some(a), b) { (Some(_), true) => {} (None, true) => {} } }  //~ ERROR E0004
}
mod m19 {
    fn f(a: bool, b: bool, h: u8) { match (Some(a), b) { (None, true) => {} (Some(_), true) => {} } }  //~ ERROR E0004
}
mod m20 {
    fn f(a: bool, b: bool, h: u8) { match (Some(a), b) { (None, true) => {} (Some(true), true) => {} } }  //~ ERROR E0004
}
mod m21 {
    fn f(a: bool, b: bool, h: u8) { match (Some(a), Some(b)) { (None, Some(true)) => {} (Some(true), Some(_)) => {} } }  //~ ERROR E0004
}
mod m22 {
    fn f(a: bool, b: bool, h: u8) { match a { x if h > 1 => {} } }  //~ ERROR E0004
}
mod m23 {
    fn f(a: bool, b: bool, h: u8) { match Some(a) { None => {} } }  //~ ERROR E0004
}
mod m24 {
    fn f(a: bool, b: bool, h: u8) { match Some(a) { None => {} Some(true) if h > 1 => {} } }  //~ ERROR E0004
}
mod m25 {
    fn f(a: bool, b: bool, h: u8) { match [a, b] { [true, true] => {} [false, _] if h > 1 => {} } }  //~ ERROR E0004
}
mod m26 {
    fn f(a: bool, b: bool, h: u8) { match (h, a) { (0..=9, true) => {} (5..=20, false) => {} } }  //~ ERROR E0004
}
mod m27 {
    fn f(a: bool, b: bool, h: u8) { match &[a, b][..] { [] => {} [true] => {} [false, ..] => {} } }  //~ ERROR E0004
}
mod m28 {
    fn f(a: bool, b: bool, h: u8) { match &[a, b][..] { [.., true] => {} [false, ..] => {} } }  //~ ERROR E0004
}
mod m29 {
    fn f(a: bool, b: bool, h: u8) { match (h as char, a) { ('a'..='z', true) => {} ('0', _) => {} } }  //~ ERROR E0004
}
mod m30 {
    fn f(a: bool, b: bool, h: u8) { match (a.cmp(&b), a) { (std::cmp::Ordering::Less, true) => {} (_, false) => {} } }  //~ ERROR E0004
}
fn main() {}
