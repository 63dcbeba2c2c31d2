struct S<T: Copy> { t: T }
fn main() {
    let _s = S { t: String::new() };  //~ ERROR E0277
    let _t: S<Vec<i32>> = S { t: vec![] };  //~ ERROR E0277  //~ ERROR E0277
    let _u = S::<String> { t: String::new() };  //~ ERROR E0277
}
