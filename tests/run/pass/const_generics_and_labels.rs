use std::ops::{Deref, DerefMut, ControlFlow};
use std::borrow::Cow;
struct Stack<T, const N: usize> { items: [Option<T>; N], len: usize }
impl<T: Copy + std::fmt::Debug, const N: usize> Stack<T, N> {
    const CAP: usize = N;
    fn new() -> Self { Stack { items: [None; N], len: 0 } }
    fn push(&mut self, t: T) -> Result<(), T> { if self.len == Self::CAP { Err(t) } else { self.items[self.len] = Some(t); self.len += 1; Ok(()) } }
    fn pop(&mut self) -> Option<T> { self.len = self.len.checked_sub(1)?; self.items[self.len].take() }
}
struct Guard<'a>(&'a mut Vec<i32>);
impl Deref for Guard<'_> { type Target = Vec<i32>; fn deref(&self) -> &Vec<i32> { self.0 } }
impl DerefMut for Guard<'_> { fn deref_mut(&mut self) -> &mut Vec<i32> { self.0 } }
impl Drop for Guard<'_> { fn drop(&mut self) { println!("guard drops with {} items", self.0.len()); } }
fn clean(s: &str) -> Cow<'_, str> { if s.contains(' ') { Cow::Owned(s.replace(' ', "_")) } else { Cow::Borrowed(s) } }
fn sum_arr<const N: usize>(a: [i32; N]) -> i32 { a.iter().sum() }
fn main() {
    let mut s: Stack<i32, 2> = Stack::new();
    println!("{:?} {:?} {:?}", s.push(1), s.push(2), s.push(3)); println!("{:?} {:?} {:?}", s.pop(), s.pop(), s.pop());
    let mut v = vec![1]; { let mut g = Guard(&mut v); g.push(2); g.extend([3, 4]); println!("{}", g.len()); } println!("{v:?}");
    for w in ["a b", "ab"] { let c = clean(w); println!("{} {}", c, matches!(c, Cow::Owned(_))); }
    println!("{} {}", sum_arr([1, 2, 3]), sum_arr([]));
    let r = (1..10).try_for_each(|x| if x * x > 20 { ControlFlow::Break(x) } else { ControlFlow::Continue(()) }); println!("{r:?}");
    let t = (1..=5).try_fold(0i8, |a, x| a.checked_add(x * 20)); println!("{t:?}");
    let name = 'outer: loop { let mut n = 0; loop { n += 1; if n == 7 { break 'outer n * 2; } if n % 2 == 0 { continue; } } }; println!("{name}");
    let b = 'blk: { if v.len() > 2 { break 'blk "long"; } "short" }; println!("{b}");
    let (mut a, mut c) = (1, 2); (a, c) = (c, a + c); [a, _] = [a + 1, 0]; println!("{a} {c}");
    let x @ (p, _) = (5, 6); println!("{x:?} {p}");
}
