use std::pin::Pin;
#[must_use] fn a() -> i32 { 1 }
#[must_use = "because"] fn b() -> Result<i32, String> { Ok(1) }
#[must_use = "keep it"] struct K;
#[must_use] trait Tr {}
impl Tr for i32 {}
fn k() -> K { K }
fn t() -> impl Tr { 1 }
fn d() -> Box<dyn Tr> { Box::new(1) }
fn r() -> Result<(), String> { Ok(()) }
fn arr() -> [K; 2] { [K, K] }
fn tup() -> (K, i32, Result<(), ()>) { (K, 1, Ok(())) }
fn bx() -> Box<K> { Box::new(K) }
fn pin() -> Pin<Box<K>> { Box::pin(K) }
fn nested() -> (K, (i32, K)) { (K, (1, K)) }
fn never() -> Result<(), std::convert::Infallible> { Ok(()) }
fn clos() -> impl Fn() -> i32 { || 1 }
fn main() {
    a();
    b();
    k();
    t();
    d();
    r();
    arr();
    tup();
    bx();
    pin();
    nested();
    never();
    clos();
    || 1;
    let x = 1i32;
    x + 1;
    x == 2;
    -x;
    !true;
    &x;
    &mut 5;
    x < 2 && true;
    x as i64;
    { a() };
    { r() };
    { x + 1 };
    if true { a() } else { 2 };
    match x { _ => r() };
    unsafe { r() };
    let v = vec![1];
    v.iter();
    v.iter().map(|x| x + 1);
    v.len();
    v.clone();
    format!("a");
    vec![1];
    String::new();
    Some(1);
    Some(1).is_some();
    (a(), 1);
    (r(), K);
    [r(), r()];
    "a".to_string();
    "a".trim();
    std::mem::replace(&mut 1, 2);
    *&x;
    let mut o = Some(1);
    o.take();
    o.as_ref();
    (|| r())();
    std::thread::spawn(|| 1);
    let _ = a();
    1..2;
    [1, 2][0];
    async_free();
}
fn async_free() {}
