const S: &str = "x";
static V: [i32; 2] = [1, 2];
fn f() -> &'static [i32] { &V[1..] }
fn g() -> &'static i32 { &5 }
fn h() -> &'static String { &String::new() }  //~ ERROR E0515
fn main() { println!("{} {:?} {} {}", S, f(), g(), h()); }
