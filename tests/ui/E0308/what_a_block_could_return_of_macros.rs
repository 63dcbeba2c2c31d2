fn a() -> String {  //~ ERROR E0308
    format!("x");
}
fn b() -> String {  //~ ERROR E0308
    let s = String::new();
    println!("{s}");
}
fn c(x: i32) -> i32 {  //~ ERROR E0308
    x + 1;
}
fn d(x: i32) -> i32 {  //~ ERROR E0308
    let y = x;
    let z = y;
}
fn e(x: i32) -> i32 {  //~ ERROR E0308
    let (a, b) = (x, 1);
}
fn f(x: i32) -> i32 { }  //~ ERROR E0308
fn g(x: i32) -> i32 {  //~ ERROR E0308
}
fn h(x: i32) -> i32 { let s = x + 1; }  //~ ERROR E0308
fn main() {}
