fn f(o: Option<u8>) { match o { mut d @ Some(mut v) => { d = None; v = 2; } None => {} } }
fn g(o: Option<u8>) { match o { d @ Some(mut v) => { drop(d); v = 3; } None => {} } }
fn i(o: (u8, u8)) { let d @ (a, mut b) = o; drop(d); b = 1; }
fn j(o: Option<u8>) { match o { d @ (Some(1) | Some(2)) => {}, d @ Some(v) if v > 2 => {} d => {} } }
fn k(o: &Option<String>) { match o { d @ Some(v) => {} d => {} } }
fn l(d @ (a, b): (u8, u8)) {}
fn n(o: &[u8]) { if let all @ [a, rest @ ..] = o {} }
fn main() {}
