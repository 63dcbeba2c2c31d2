fn main() {
    let mut n = 0;
    let mut f = || { n += 1; || n + 1 };  //~ ERROR
    f()();
    let v = vec![1];
    let g = |i: usize| move || v[i];
    let h = |i: usize| || i + 1;  //~ ERROR E0373
    println!("{} {}", g(0)(), h(1)());
    let mut k = |i: i32| { n += i; Box::new(|| n) as Box<dyn Fn() -> i32> };  //~ ERROR
    k(1)();
}
