use std::fmt; struct W<'a>(&'a mut String);
impl fmt::Write for W<'_> { fn write_str(&mut self, s: &str) -> fmt::Result { self.0.push_str(s); Ok(()) } }
fn main() { use std::fmt::Write; let mut s = String::new(); let mut w = W(&mut s); write!(w, "{}", 1).unwrap(); println!("{s}"); write!(w, "x").unwrap(); let x = W(&mut s); write!(x, "y").unwrap(); }  //~ ERROR E0502 //~ ERROR E0596
