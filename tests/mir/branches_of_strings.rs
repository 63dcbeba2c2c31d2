fn g(s: &str) {}
fn h<T: ?Sized>(s: &T) {}
struct W; impl W { fn w(&mut self, s: &str) {} }
fn n1(c: i32) { g(match c { 0 => "x", _ => "y" }); }
fn n2(c: i32, w: &mut W) { w.w(match c { 0 => "x", _ => "y" }); }
fn n4(c: i32, w: &mut W) { let s: &str = match c { 0 => "x", _ => "y" }; }
fn n5(c: i32, w: &mut W) { g(if c > 0 { "x" } else { "y" }); }
fn n6(c: i32, x: &str, y: &str) { g(match c { 0 => x, _ => y }); }
fn n7(c: i32, x: &str, y: &str) { g(match c { 0 => x, 1 => return, 2 => {x}, 3 => match c { 4 => x, _ => {y} }, _ => "d" }); }
fn n8<'a>(c: i32, x: &'a str, y: Option<&'a str>) -> &'a str { match y { None => x, Some(y) => y } }
fn n9<'a>(c: i32, x: &'a mut i32, y: &'a mut i32) -> &'a mut i32 { let z = if c > 1 { x } else { y }; match c { 0 => z, _ => z } }
fn main() {}
