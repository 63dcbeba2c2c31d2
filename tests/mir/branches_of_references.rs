fn g(s: &i32) {}
fn n1<'a>(c: i32, x: &'a i32, y: &'a i32) -> &'a i32 { match c { 0 => x, 1 => y, _ => x } }
fn n2<'a>(c: i32, x: &i32, y: &i32) -> &'static str { match c { 0 => "a", 1 => "b", _ => "c" } }
fn n3(c: i32, x: &i32, y: &i32) { g({ match c { 0 => x, 1 => y, _ => x } }); }
fn n4(c: i32, x: &i32, y: &i32) { let s: &i32 = { x }; g({ x }); let t: &i32 = loop { break x; }; }
fn n5(c: i32, x: &i32, y: &i32) { let s: &i32 = if c > 1 { match c { 2 => x, _ => y } } else { y }; }
fn n6<'a>(c: i32, x: &'a i32, y: &'a i32) -> &'a i32 { let z = match c { 0 => x, _ => y }; match c { 0 => return x, 1 => y, _ => x } }
fn n7<'a>(c: Option<&'a str>) -> &'a str { match c { Some(s) => s, None => "none" } }
fn n8<'a>(c: Option<&'a str>) -> &'a str { if let Some(s) = c { s } else { "none" } }
fn n9(c: &Option<String>) -> &str { match c { Some(s) => s, None => "none" } }
fn main() {}
