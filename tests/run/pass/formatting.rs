use std::collections::{BTreeMap, HashSet};
use std::fmt;
#[derive(Debug, Clone, Default, PartialEq)]
struct Point {
    x: i32,
    y: Option<f64>,
    name: String,
}
#[derive(Debug)]
struct Unit;
#[derive(Debug)]
struct Pair(i32, &'static str);
#[derive(Debug)]
enum Kind {
    Empty,
    One(u8),
    Named { a: char, b: [bool; 2] },
}
struct Hex(u32);
impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if f.alternate() { write!(f, "0x{:X}", self.0) } else { write!(f, "{:x}", self.0) }
    }
}
impl fmt::Debug for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entry(&self.0).entry(&"x").finish()
    }
}
struct Padded(&'static str);
impl fmt::Display for Padded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
fn main() {
    let p = Point { x: -5, y: Some(1.0), name: "a\"b\n".to_string() };
    println!("{p:?}");
    println!("{p:#?}");
    println!("{:?} {:?} {:#?}", Unit, Pair(1, "q"), Pair(2, "r"));
    println!("{:?} {:?} {:?}", Kind::Empty, Kind::One(7), Kind::Named { a: '\'', b: [true, false] });
    println!("{:#?}", Kind::Named { a: 'é', b: [true, false] });
    println!("[{:5}] [{:<5}] [{:^5}] [{:>5}] [{:*^7}] [{:05}] [{:+}]", 42, 42, 42, 42, 42, -42, 42);
    println!("[{:5}] [{:>5}] [{:^5}] [{:-<6}] [{:.2}] [{:6.1}]", "ab", "ab", "ab", "ab", "abcdef", "xyz");
    println!("{:x} {:X} {:#x} {:#010b} {:o} {:e} {:08.3} {:+.1}", 255, 255, 255, 5, 8, 1234.5, 3.14159, 2.0);
    println!("{} {} {} {} {}", 1.0, 0.1 + 0.2, 1e21, 1e-7, f64::MAX);
    println!("{:?} {:?} {:?} {:?} {:?}", 1.0, 0.1 + 0.2, 1e21, 1e-7, f32::MIN_POSITIVE);
    println!("{} {} {} {:?}", f64::NAN, f64::INFINITY, -0.0, -0.0);
    println!("{} {:?} {}", 0.1f32, 16777216.0f32, 1.0f32 / 3.0);
    println!("{:?} {:?} {:?}", "tab\t\u{1F600}\u{7f}\\", 'x', "é\u{200b}");
    println!("{:>1$} {:>width$.prec$} {2:?}", 7, 4, "z", width = 8, prec = 2);
    println!("{:?} {:?} {:#?}", vec![1, 2], (1, "a", [Some(1), None]), vec![(1, 'a')]);
    println!("{:5?}|{:<8?}|{:02x?}", [1, 2], Some(3), [10, 200]);
    println!("{0} {0:#} {0:?} [{1:>6}] [{1:-^8}]", Hex(48879), Padded("pad"));
    let mut map = BTreeMap::new();
    map.insert("one", vec![1]);
    map.insert("two", vec![]);
    println!("{map:?} {map:#?}");
    let set: HashSet<i32> = [7].into();
    println!("{set:?} {:?} {:?}", 1..3, ..=5);
    println!("{{}} {:?} {:?} {}", Ok::<i32, ()>(1), Box::new(5), String::from("s") + "t");
    println!("{:?} {:?}", u128::MAX, i128::MIN);
    println!("{:?}", "a b c".split(' ').map(str::to_owned).collect::<Vec<_>>());
    eprintln!("to stderr {}", 1);
    print!("no line end");
    println!();
    let width = 6;
    println!("{:>width$}|{:<1$}|", 1.5, 4);
    println!("{:10.3e}|{:?}|{:?}", 123456.0, f32::EPSILON, 1.0e15);
}
