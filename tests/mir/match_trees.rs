#[derive(Clone, Copy)]
enum E { A(i32), B { x: u8, y: bool }, C }
fn f(s: &str, p: (i32, bool), o: Option<&(i32, String)>) -> i32 {
    match s { "a" => 1, "b" | "c" => 2, _ => 3 };
    match p { (1, true) => 1, (7, false) => 2, (3..=5, _) => 2, (x @ (8 | 9), _) => x, _ => 9 };
    match o { Some((a, b)) if b.len() > 3 => *a, Some((1, _)) => 1, Some(&(ref z, _)) => *z, None => 0 }
}
fn g(v: &[i32], a: [u8; 3], w: [String; 2]) {
    match v { [] => {}, [x] => {}, [1, .., y] => {}, [_, rest @ ..] => {} }
    let [q, w0, e] = a;
    match &a { b"abc" => {}, _ => {} }
    let [s, _] = w;
}
fn h(e: E, r: &mut Option<String>, c: char) -> u32 {
    let n = match e { E::A(0 | 1) => 0, E::A(n) if n > 5 => 1, E::B { x, y: true } => x as u32, E::B { .. } => 2, E::C | E::A(_) => 3 };
    match r { Some(s) if s.is_empty() => s.push('x'), Some(s) => s.clear(), None => *r = None }
    match c { 'a'..='z' => n, 'A'..='Z' | '_' => n + 1, '\u{e9}' => 4, _ => 0 }
}
fn or(x: (Option<i32>, Option<i32>)) -> i32 { match x { (Some(a), _) | (_, Some(a)) if a > 0 => a, (Some(1 | 2), Some(3 | 4)) => 5, _ => 0 } }
fn whole(x: Option<Box<i32>>) -> Box<i32> { match x { y @ Some(_) => y.unwrap(), None => Box::new(1) } }
fn never(x: Result<i32, std::convert::Infallible>) -> i32 { let Ok(y) = x; y }
fn main() {}
