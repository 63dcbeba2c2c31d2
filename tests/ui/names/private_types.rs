mod m {
    struct P(pub i32);
    pub fn make() -> P { P(1) }
    pub fn take(_: P) {}
    pub struct Q { pub p: P }
    impl Q { pub fn new() -> Q { Q { p: P(1) } } pub fn get(&self) -> &P { &self.p } }
    pub const K: Option<P> = None;
    impl P { pub fn val(&self) -> i32 { self.0 } }
    mod deep { pub struct D; }
    pub fn deep() -> deep::D { deep::D }
    pub trait T { type A; fn a(&self) -> Self::A; }
    impl T for i32 { type A = u8; fn a(&self) -> u8 { 1 } }
}
fn main() {
    let p = m::make();
    m::take(p);
    let q = m::Q::new();
    let r = &q.p;
    println!("{}", q.get().val());
    let k = m::K;
    let d = m::deep();
    let v = vec![m::make()];
    for x in v {}
    if let Some(z) = k {}
    let f = m::make;
    let _ = |y| m::take(y);
}
