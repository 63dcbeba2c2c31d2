use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::{Add, Deref, DerefMut, Index, IndexMut, Neg};
use std::rc::{Rc, Weak};
trait Shape {
    fn area(&self) -> f64;
    fn name(&self) -> String {
        "shape".to_string()
    }
}
struct Circle(f64);
struct Square {
    side: f64,
}
impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.0 * self.0
    }
    fn name(&self) -> String {
        "circle".into()
    }
}
impl Shape for Square {
    fn area(&self) -> f64 {
        self.side * self.side
    }
}
trait Named: Shape {
    fn both(&self) -> String {
        format!("{} {}", self.name(), self.area())
    }
}
impl Named for Circle {}
fn total(shapes: &[Box<dyn Shape>]) -> f64 {
    shapes.iter().map(|s| s.area()).sum()
}
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C {
    move |x| g(f(x))
}
fn boxed(n: i32) -> Box<dyn FnMut() -> i32> {
    let mut count = n;
    Box::new(move || {
        count += 1;
        count
    })
}
fn apply<F: FnOnce(String) -> usize>(f: F) -> usize {
    f("hello".to_string())
}
fn twice(f: fn(i32) -> i32, x: i32) -> i32 {
    f(f(x))
}
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct V2(i32, i32);
impl Add for V2 {
    type Output = V2;
    fn add(self, o: V2) -> V2 {
        V2(self.0 + o.0, self.1 + o.1)
    }
}
impl Neg for V2 {
    type Output = V2;
    fn neg(self) -> V2 {
        V2(-self.0, -self.1)
    }
}
struct Grid(Vec<i32>, usize);
impl Index<(usize, usize)> for Grid {
    type Output = i32;
    fn index(&self, (r, c): (usize, usize)) -> &i32 {
        &self.0[r * self.1 + c]
    }
}
impl IndexMut<(usize, usize)> for Grid {
    fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut i32 {
        &mut self.0[r * self.1 + c]
    }
}
struct Wrapper(Vec<String>);
impl Deref for Wrapper {
    type Target = Vec<String>;
    fn deref(&self) -> &Vec<String> {
        &self.0
    }
}
impl DerefMut for Wrapper {
    fn deref_mut(&mut self) -> &mut Vec<String> {
        &mut self.0
    }
}
#[derive(Debug)]
struct Node {
    value: i32,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
}
struct Countdown(u32);
impl Iterator for Countdown {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            None
        } else {
            self.0 -= 1;
            Some(self.0)
        }
    }
}
const TABLE: [(&str, i32); 2] = [("a", 1), ("b", 2)];
static GREETING: &str = "hi";
thread_local! { static SEEN: Cell<u32> = const { Cell::new(0) }; }
fn largest<T: PartialOrd + Copy>(v: &[T]) -> T {
    let mut best = v[0];
    for &x in v {
        if x > best {
            best = x;
        }
    }
    best
}
fn parse(s: &str) -> Result<i32, Box<dyn std::error::Error>> {
    let n: i32 = s.trim().parse()?;
    if n < 0 {
        return Err("negative".into());
    }
    Ok(n)
}
fn main() {
    let shapes: Vec<Box<dyn Shape>> = vec![Box::new(Circle(1.0)), Box::new(Square { side: 2.0 })];
    println!("{} {}", total(&shapes), shapes[1].name());
    println!("{}", Circle(2.0).both());
    let named: &dyn Named = &Circle(1.5);
    let up: &dyn Shape = named;
    println!("{} {}", named.both(), up.name());
    println!("{}", compose(|x: i32| x + 1, |y: i32| format!("<{y}>"))(4));
    let mut b = boxed(10);
    println!("{} {}", b(), b());
    let prefix = String::from("pre");
    println!("{}", apply(move |s| s.len() + prefix.len()));
    println!("{} {}", twice(|x| x * 3, 2), twice(i32::abs, -5));
    println!("{:?} {:?} {}", V2(1, 2) + -V2(0, 5), V2(1, 1).partial_cmp(&V2(1, 0)), largest(&[3, 9, 2]));
    let mut g = Grid(vec![0; 6], 3);
    g[(1, 2)] = 7;
    g[(0, 0)] += 1;
    println!("{:?} {}", g.0, g[(1, 2)]);
    let mut w = Wrapper(vec![]);
    w.push("x".into());
    println!("{} {:?}", w.len(), w.first());
    let leaf = Rc::new(Node { value: 3, parent: RefCell::new(Weak::new()), children: RefCell::new(vec![]) });
    let branch = Rc::new(Node { value: 5, parent: RefCell::new(Weak::new()), children: RefCell::new(vec![Rc::clone(&leaf)]) });
    *leaf.parent.borrow_mut() = Rc::downgrade(&branch);
    println!("{:?} {} {}", leaf.parent.borrow().upgrade().map(|p| p.value), Rc::strong_count(&leaf), Rc::weak_count(&branch));
    println!("{}", branch.children.borrow().len());
    println!("{:?}", Countdown(5).filter(|x| x % 2 == 0).zip("abc".chars()).collect::<Vec<_>>());
    println!("{:?}", Countdown(4).chain(7..9).rev_sorted());
    let mut counts: HashMap<char, usize> = HashMap::new();
    for c in "hello".chars() {
        *counts.entry(c).or_default() += 1;
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort();
    println!("{sorted:?}");
    println!("{} {}", TABLE.iter().map(|(_, n)| n).sum::<i32>(), GREETING);
    SEEN.with(|s| s.set(s.get() + 2));
    println!("{}", SEEN.get());
    println!("{:?} {} {}", parse(" 12 "), parse("x").unwrap_err(), parse("-3").unwrap_err());
    let text = "line one\nline two\n\nlast";
    for (i, l) in text.lines().enumerate().filter(|(_, l)| !l.is_empty()) {
        println!("{i}: {}", l.split_whitespace().rev().collect::<Vec<_>>().join(" "));
    }
    let mut arr = [[0u8; 3]; 2];
    arr[1][2] = 9;
    let [first, second] = arr;
    println!("{first:?} {second:?}");
    match [1, 2, 3, 4].as_slice() {
        [a, .., z] if a < z => println!("{a}..{z}"),
        _ => println!("none"),
    }
    let label = 'outer: loop {
        for i in 0.. {
            if i * i > 50 {
                break 'outer i;
            }
        }
    };
    println!("{label}");
}
trait RevSorted: Iterator {
    fn rev_sorted(self) -> Vec<Self::Item>
    where
        Self: Sized,
        Self::Item: Ord,
    {
        let mut v: Vec<_> = self.collect();
        v.sort_by(|a, b| b.cmp(a));
        v
    }
}
impl<I: Iterator> RevSorted for I {}
