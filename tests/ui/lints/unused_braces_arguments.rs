fn f<T>(_: T) {}
struct S { a: i32 }
impl S { fn m<T>(&self, _: T) {} }
fn main() {
    let x = 1; let s = S { a: 1 }; let v = vec![1];
    f({ x + 1 });
    f({ f(1) });
    f({ v.len() });
    f({ &x });
    f({ S { a: 1 } });
    f({ s.a });
    f({ -x });
    f({ (x) });
    f({ v[0] });
    f({ if true { 1 } else { 2 } });
    f({ || 1 });
    f({ v.clone() });
    f({ println!("a") });
    f({ vec![1] });
    f({ x as i64 });
    f({ *&x });
    f({ [1, 2] });
    f({ (1, 2) });
    f({ loop { break } });
    f({ match x { _ => 1 } });
    f({ "a" });
    f({ x == 1 });
    f({ unsafe { 1 } });
    f({ return });
    s.m({ x + 1 });
    s.m({ f(1) });
    s.m({ s.a });
}
