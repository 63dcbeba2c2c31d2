const ARRAY: [i32; 3] = [1, 2, 3];
struct S { x: i32, inner: T }
struct T { y: i32 }
const K: S = S { x: 1, inner: T { y: 2 } };
const V: Vec<i32> = Vec::new();
struct D { x: i32 }
impl Drop for D { fn drop(&mut self) { println!("{}", self.x); } }
const DC: D = D { x: 1 };
impl S {
    fn set(&mut self, v: i32) { self.x = v; }
    const ASSOC: T = T { y: 5 };
}
fn take(_: &mut i32) {}
fn main() {
    ARRAY[0] = 5;
    K.x = 3;
    K.inner.y += 3;
    K.set(4);
    V.push(1);
    let r = &mut ARRAY;
    r[0] = 1;
    take(&mut ARRAY[1]);
    DC.x = 5;
    S::ASSOC.y = 3;
    ARRAY.sort();
    ARRAY.iter_mut().for_each(|x| *x += 1);
    for x in ARRAY.iter_mut() { *x = 1; }
    println!("{} {} {:?}", K.x, K.inner.y, ARRAY);
    let mut c = || { K.x = 1; };
    c();
}
