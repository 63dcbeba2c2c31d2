fn f() { f() }
fn g(x: u32) -> u32 { if x > 1 { g(x - 1) } else { g(x + 1) } }
fn h(x: bool) { if x { panic!("no") } h(x) }
fn h2(x: bool, s: String) { if x { panic!("no") } h2(x, s) }
fn fine(x: u32) -> u32 { if x == 0 { 1 } else { fine(x - 1) } }
fn lp(x: u32) { loop { lp(x); } }
fn lp2(x: u32) { while x > 0 { lp2(x); } }
fn m(x: u32) -> u32 { match x { 0 => m(1), 1 => m(2) + m(3), _ => m(0) } }
struct S;
impl PartialEq for S { fn eq(&self, o: &S) -> bool { self == o } }
impl Clone for S { fn clone(&self) -> S { self.clone() } }
impl std::fmt::Display for S { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { write!(f, "{}", self) } }
trait Tr { fn a(&self) { self.a() } fn b(&self); fn c(&self) where Self: Sized { self.b() } }
impl Tr for S { fn b(&self) { self.b() } }
impl Tr for i32 { fn b(&self) { (self as &dyn Tr).b() } }
impl S { fn new() -> Self { Self::new() } fn name(&self) -> String { self.name() } fn two(&self, n: u32) -> u32 { S.two(n) } }
impl Default for S { fn default() -> Self { S { ..Default::default() } } }
struct W<T>(T);
impl<T> W<T> { fn go(&self) { self.go() } }
fn clo() { let c = || clo(); c() }
fn or(x: bool) -> bool { x || or(x) }
fn and(x: bool) -> bool { and(x) && x }
fn ret() -> i32 { return ret(); }
fn q() -> Option<i32> { let x = q()?; Some(x) }
fn main() {
    f(); g(1); h(true); h2(true, String::new()); fine(1); lp(1); lp2(1); m(1); clo(); or(true); and(true); ret(); q();
    let s = S::new(); let _ = s == S; s.a(); s.c(); 1i32.b(); s.two(1); s.name(); W(1).go();
    println!("{}", s.clone()); let _: S = S::default();
}
