struct D(String);
impl Drop for D { fn drop(&mut self) {} }
struct S { a: String, b: String, d: D }
fn partial(s: (String, String), c: bool) -> String { if c { return s.0; } let t = s.1; t }
fn assign(mut x: String, y: String) { x = y; let z; z = x; drop(z); }
fn boxed(b: Box<String>, c: bool) { if c { let s = *b; drop(s); } }
fn loops(mut v: Vec<String>) -> Option<String> {
    while let Some(s) = v.pop() { if s.is_empty() { continue; } let t = D(s); if t.0.len() > 3 { break; } }
    let r = 'a: { if v.len() > 2 { break 'a 1; } 2 };
    let n = loop { if r == 1 { break r + 1; } };
    v.into_iter().nth(n)
}
fn main() {}
