fn main() {
    let mut v = vec![1];
    let mut f = || &mut v;  //~ ERROR
    f();
    let s = String::new();
    let g = || &s;
    println!("{}", g());
    let mut n = 0;
    let mut h = move || &mut n;  //~ ERROR
    h();
    let mut k = || { let r = &mut n; r };  //~ ERROR
    k();
}
