trait Animal { fn name(&self) -> String; fn noise(&self) -> String; fn speak(&self) -> String { format!("{} says {}", self.name(), self.noise()) } }
#[derive(Clone)] struct Dog { name: String } struct Cow2;
impl Animal for Dog { fn name(&self) -> String { self.name.clone() } fn noise(&self) -> String { "woof".to_owned() } }
impl Animal for Cow2 { fn name(&self) -> String { "cow".into() } fn noise(&self) -> String { "moo".into() } fn speak(&self) -> String { self.noise().to_uppercase() } }
trait Named { const KIND: &'static str; fn kind(&self) -> &'static str { Self::KIND } }
impl<T: Animal> Named for T { const KIND: &'static str = "animal"; }
trait Scale { type Out; fn scale(self, k: i32) -> Self::Out; }
impl Scale for i32 { type Out = i64; fn scale(self, k: i32) -> i64 { self as i64 * k as i64 } }
impl<T: Scale + Clone> Scale for &[T] { type Out = Vec<T::Out>; fn scale(self, k: i32) -> Vec<T::Out> { self.iter().cloned().map(|x| x.scale(k)).collect() } }
fn largest<T>(xs: &[T]) -> Option<&T> where T: PartialOrd { let mut it = xs.iter(); let mut m = it.next()?; for x in it { if x > m { m = x; } } Some(m) }
fn make(n: u8) -> Box<dyn Animal> { match n { 0 => Box::new(Dog { name: "rex".into() }), _ => Box::new(Cow2) } }
fn all<'a>(xs: &'a [Box<dyn Animal>]) -> impl Iterator<Item = String> + 'a { xs.iter().map(|a| a.speak()) }
struct Meters(f64); struct Feet(f64);
impl From<Feet> for Meters { fn from(f: Feet) -> Self { Meters(f.0 * 0.3048) } }
impl std::str::FromStr for Meters { type Err = std::num::ParseFloatError; fn from_str(s: &str) -> Result<Self, Self::Err> { s.trim_end_matches('m').parse().map(Meters) } }
struct Even(u32); impl TryFrom<u32> for Even { type Error = String; fn try_from(n: u32) -> Result<Self, String> { if n % 2 == 0 { Ok(Even(n)) } else { Err(format!("{n} is odd")) } } }
impl PartialEq<u32> for Even { fn eq(&self, o: &u32) -> bool { self.0 == *o } }
macro_rules! maxm { ($x:expr) => ($x); ($x:expr, $($r:expr),+) => {{ let a = $x; let b = maxm!($($r),+); if a > b { a } else { b } }}; }
macro_rules! point { ($n:ident { $($f:ident : $t:ty),* $(,)? }) => { #[derive(Debug, Default, PartialEq)] struct $n { $($f: $t),* } impl $n { fn fields() -> &'static [&'static str] { &[$(stringify!($f)),*] } } }; }
point!(P3 { x: i32, y: i32, z: f32, });
mod bank { pub mod acct { #[derive(Debug)] pub struct Account { pub owner: String, balance: i64 } impl Account { pub fn open(o: &str) -> Self { Self { owner: o.into(), balance: 0 } } pub(crate) fn deposit(&mut self, n: i64) -> &mut Self { self.balance += n; self } pub fn balance(&self) -> i64 { super::audit(self.balance) } } } fn audit(n: i64) -> i64 { n } pub use self::acct::Account; }
use bank::Account as Acct;
fn main() {
    let zoo: Vec<Box<dyn Animal>> = (0..2).map(make).collect(); println!("{}", all(&zoo).collect::<Vec<_>>().join("; "));
    let d = Dog { name: "a".into() }; println!("{} {}", d.kind(), <Dog as Named>::KIND); println!("{:?} {}", [1, 2][..].scale(3), 4.scale(5));
    println!("{:?} {:?} {:?}", largest(&[1.5, 0.2]), largest(&["b", "a"]), largest::<i32>(&[]));
    let m: Meters = Feet(10.0).into(); println!("{:.2} {:?} {}", m.0, "3.5m".parse::<Meters>().map(|m| m.0), "x".parse::<Meters>().is_err());
    match Even::try_from(3) { Ok(e) => println!("{}", e.0), Err(e) => println!("{e}") } let e: Result<Even, _> = 8u32.try_into(); println!("{}", e.unwrap() == 8);
    println!("{} {:?} {:?}", maxm!(3, 9, 4), P3::fields(), P3 { x: 1, ..Default::default() });
    let mut a = Acct::open("ann"); a.deposit(5).deposit(7); println!("{} {} {a:?}", a.owner, a.balance());
}
