#![allow(dead_code)]
//! A bit of everything.
use std::collections::{self, HashMap as Map};
use std::fmt::*;

pub(crate) mod inner {
    pub trait Shape<'a, T: ?Sized + 'a = str, const N: usize = 3>: Sized
    where
        for<'b> T: PartialEq<&'b T>,
    {
        type Item<'c>: Clone where Self: 'c;
        const ID: u32 = 1;
        fn area(&self) -> f64 { 0.0 }
        fn make(self: Box<Self>, _: (u8, [T::Out; N])) -> impl Iterator<Item = u8> + 'a where T: Out;
    }
    pub trait Out { type Out; }
}

/// Documented.
#[derive(Debug, Clone, PartialEq, Default)]
struct Point<T> { x: T, pub y: Option<Box<T>> }
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind { Unit, Tuple(u8, char), Named { a: i64 } }
struct Wrap(pub i32, String);
struct Nothing;
union Bits { f: f32, u: u32 }
static mut COUNT: usize = 0;
const LIMIT: &str = "a\tb\u{1F600}\
    c";
type Pair<T> = (T, T);
extern "C" { fn abs(x: i32) -> i32; }

macro_rules! max {
    ($x:expr) => { $x };
    ($x:expr, $($rest:expr),+ $(,)?) => {{ let a = $x; let b = max!($($rest),+); if a > b { a } else { b } }};
}

impl<T> Point<T> where T: Copy + Add<Output = T> {
    const ZERO: i32 = -0x1f_i32;
    pub unsafe fn shift(&mut self, by: T) -> &mut Self { self.x = self.x + by; self }
    fn call<F: Fn(T) -> T>(mut self, f: F) -> T { self.x = f(self.x); return self.x; }
}
impl<T> Drop for Point<T> { fn drop(&mut self) { println!("{0} {name:>width$.2} {{}}", 1, name = 2.0, width = 8); } }

fn main() -> Result<(), Box<dyn std::error::Error + Send>> {
    let mut v: Vec<i32> = vec![1, 2, 3];
    let (a, mut b, ..) = (1u8, 2., 0b1010, 'x', b'\n', b"bytes", r#"raw "x""#, c"c");
    'outer: for (i, x) in v.iter_mut().enumerate() {
        while let Some(1..=5 | 9) = Some(*x) { *x += i as i32; if *x > 3 && i != 0 || !true { continue 'outer; } else { break; } }
    }
    let f = move |x: &i32, y| -> i32 { x + y };
    let p = Point { x: 1, ..Default::default() };
    let Point { x: ref z @ 1.., y: _ } = p else { panic!("no {p:?}") };
    let t = match (a, &b) { (0, _) => "zero", (n, &q) if n > 1 => { "many" } _ => unreachable!() };
    if let Some(s) = t.get(1..) && s.len() == 2 { println!("{s}") } else if let None = t.get(..1) { }
    let r = &raw const v; let w = unsafe { *r.cast::<u8>() }; let q = <Vec<i32> as IntoIterator>::into_iter(v);
    (b, _) = (3.0, 4); [b, ..] = [1.0, 2.0]; let u = [0; 4]; let m = max!(1, 2, 3); let k = u[0] << 2 >> 1 ^ 3 & 4 | 5;
    assert_eq!(m, 3, "message {}", k); assert!(matches!(m, 1 | 3 if m > 2)); let c = const { 1 + 1 };
    let text = format!("{:?} {:#x} {:08.3} {:+e} {a}", w, 255, 1.5, 2.0); let n = -1i64.pow(2); let neg = !n;
    let _: fn(i32) -> i32 = |x| x; let _: &'static dyn for<'x> Fn(&'x str) -> &'x str; let _ = t.0.1; "1".parse::<i32>()?;
    return Ok(());
}
