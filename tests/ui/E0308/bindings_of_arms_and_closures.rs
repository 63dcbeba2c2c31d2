fn a(x: Option<i32>) -> i32 {
    match x {
        Some(n) => { println!("{n}"); }  //~ ERROR E0308
        None => { 0 }
    }
}
fn b(x: Option<i32>) -> i32 {
    if let Some(n) = x {  //~ ERROR E0308
        println!("{n}");
    } else {
        0
    }
}
fn c(x: Option<i32>) -> i32 {
    if x.is_some() {  //~ ERROR E0308
        let n = 5;
        println!("{n}");
    } else {  //~ ERROR E0308
        let m = 1;
    }
}
fn d(v: &[i32]) -> i32 {
    let f = |a: i32| -> i32 { println!("{a}"); };  //~ ERROR E0308
    f(v[0])
}
fn f(v: &[i32]) -> i32 {
    let t: i32 = { let q = 4; };  //~ ERROR E0308
    t
}
fn main() {}
