struct H<'a> { s: &'a str }
fn f(h: H) -> H<'b> { h }
fn g() -> Box<dyn Fn(&str) -> &str> { Box::new(|s| s) }
fn k(x: &i32) -> &i32 { let y = 3; &y }
fn main() { let h = f(H { s: "a" }); let n: u8 = h.s; let z: i32 = h; }
