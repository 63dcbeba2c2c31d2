fn main() {
    let f = |x: &i32| x;  //~ ERROR
    let g = |x: &mut u8| -> &mut u8 { x };  //~ ERROR
    let h = |x: &i32, y: &i32| -> &i32 { if *x > 1 { x } else { y } };  //~ ERROR //~ ERROR
    println!("{} {}", f(&1), h(&1, &2)); let _ = g;
}
