struct P { x: i32, y: i32 }
enum E { A { v: String }, B }
fn f(P { x: x, y }: P) -> i32 { x + y }
fn main() {
    let p = P { x: 1, y: 2 };
    let P { x: x, y: yy } = p;
    println!("{x} {yy}");
    let mut e = E::A { v: String::new() };
    match e { E::A { v: ref v } => println!("{v}"), E::B => {} }
    match e { E::A { v: ref mut v } => v.push('a'), E::B => {} }
    match e { E::A { v: mut v } => { v.push('a'); println!("{v}") }, E::B => {} }
    println!("{}", f(P { x: 1, y: 2 }));
    let _ = E::B;
}
