struct A<const N: usize>;
fn f(_: i32) {}
struct S; impl S { fn m(&self, _: i32) {} }
const C: i32 = { 5 };
static ST: i32 = ({ 5 });
fn r() -> i32 { return { 5 }; }
fn g() -> i32 { { 5 } }
fn h() -> i32 { (5) }
fn i() -> i32 { return (5); }
fn main() {
    let x = { 7 };
    f({ 7 });
    f({ x });
    f({ x + 1 });
    S.m({ 7 });
    if { true } { }
    while { false } { }
    for _ in { 0..3 } { }
    for _ in (0..3) { }
    match { x } { _ => {} }
    match (x) { _ => {} }
    let y = (7);
    let _a: [u8; { 3 }] = [0; { 3 }];
    let _b: [u8; (3)] = [0; (3)];
    let _c: A<{ 3 }> = A::<{ 3 }>;
    let z = [1, 2][{ 0 }];
    let w = [1, 2][(0)];
    let mut q = 1;
    q = { 5 };
    q += ({ 5 });
    q += (5);
    f((7));
    S.m((7));
    let cl = || { 5 };
    let cl2 = || (5);
    let cl3 = |x: i32| -> i32 { (x) };
    let t = if (x == 1) { (1) } else { 2 };
    let u = loop { break (5); };
    let u2 = loop { break { 5 }; };
    let m = match x { 1 => (5), _ => { 6 } };
    let m2 = match x { (1) => 5, (2 | 3) => 4, _ if (x > 2) => 3, _ => 6 };
    let (n) = 5;
    if let (Some(_)) = Some(1) {}
    if let Some((_)) = (Some(1)) {}
    if let Some(_) = { Some(1) } {}
    while let Some(_) = (None::<i32>) {}
    let Some(_v) = (Some(1)) else { return };
    let fp: (fn(i32)) = f;
    let rf: &(i32) = &1;
    let bx: Box<(dyn Fn() + Send)> = Box::new(|| ());
    let c1 = x as (i64) < 3;
    let c2 = (x) as i64;
    let c3 = (x + 1) * 2;
    let c4 = ((x + 1));
    (f(1));
    { f(1) }
    (q) = 3;
    println!("{}", (x));
    let tt = ((1), (2));
    let aa = [(1), { 2 }];
    let ss = P { a: (1), b: { 2 } };
    dbg!((1));
    let _ = (x, y, z, w, q, cl, cl2, cl3, t, u, u2, m, m2, n, fp, rf, bx, c1, c2, c3, c4, C, ST, r(), g(), h(), i(), tt, aa, ss);
    assert!((x == 1));
    let rr = &(x);
    let nn = -(x);
    let _ = (rr, nn);
    return (f(1));
}
struct P { a: i32, b: i32 }
fn pp((a): i32, (b): (i32)) -> (i32) { a + b }
