struct S(i32);
struct T(i32, u8, i64);
struct N { a: i32 }
fn main() {
    let s = S(1);
    println!("{}", s.2);  //~ ERROR E0609
    let t = T(1, 2, 3);
    println!("{}", t.3);  //~ ERROR E0609
    let n = N { a: 1 };
    println!("{} {}", n.0, n.a);  //~ ERROR E0609
}
