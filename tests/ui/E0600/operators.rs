struct P(i32);
enum E { A, B }
fn main() {
    let a = !"x";  //~ ERROR E0600
    let b = -'c';  //~ ERROR E0600
    let c = -P(1);  //~ ERROR E0600
    let d = !E::A;  //~ ERROR E0600
    let e = !1.0;  //~ ERROR E0600
    let f = -5u32;  //~ ERROR E0600
}
