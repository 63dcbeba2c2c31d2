use std::borrow::Borrow;
use std::ops::Deref;
struct Foo;
#[derive(Clone)]
struct Bar;
struct Gen<T>(T);
enum En { A }
fn generic<T>(x: &T) { let _y = x.clone(); let _ = x; }
fn main() {
    let foo = &Foo;
    let c: &Foo = foo.clone();
    let d = (&&Foo).clone();
    let b = &Bar;
    let _e = b.clone();
    let bb = &&Bar;
    let _f: &Bar = bb.clone();
    let s = &"abc";
    let _g: &str = s.clone();
    let _h = foo.deref();
    let _i: &Foo = foo.borrow();
    let _j = (&foo).deref();
    let g = &Gen(Foo);
    let _k = g.clone();
    let en = &En::A;
    let _l = en.clone();
    let v = vec![&Foo];
    for x in v.iter() { let _z = x.clone(); }
    let _m: Vec<&str> = vec!["a"].iter().map(|s| s.clone()).collect();
    let dy: &dyn Fn() = &|| ();
    let _n = dy.clone();
    generic(&1);
    let _ = (c, d);
}
