fn a(x: i32) { x = 1; println!("{x}"); }  //~ ERROR E0384
fn b(&x: &i32) { x = 1; println!("{x}"); }  //~ ERROR E0384
fn c(x: &i32) { *x = 1; }  //~ ERROR E0594
fn d(x: &mut i32) { x = &mut 1; }  //~ ERROR E0384 //~ ERROR E0716
fn e((x, y): (i32, i32)) { y = x; println!("{y}"); }  //~ ERROR E0384
fn f() { let x = 1; let c = || x = 2; c(); }  //~ ERROR E0594 //~ ERROR E0596
fn g() { let [a, b] = [1, 2]; a = b; println!("{a}"); }  //~ ERROR E0384
fn h() { for (i, x) in [1].iter().enumerate() { i += 1; *x = 2; println!("{i}"); } }  //~ ERROR E0384 //~ ERROR E0594
fn i() { if let Some(x) = Some(1) { x += 1; println!("{x}"); } while let Some(y) = Some(2) { y = 1; println!("{y}"); break; } }  //~ ERROR E0384 //~ ERROR E0384
fn main() { let z; a(1); z = 1; z = 2; println!("{z}"); }  //~ ERROR E0384
