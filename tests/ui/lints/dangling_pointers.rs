use std::cell::Cell;
fn use_it(_: *const u8) {}
fn main() {
    let p = String::from("a").as_ptr();
    let q = vec![1u8].as_ptr();
    use_it(String::from("x").as_ptr());
    let s = "abc".as_ptr();
    let t = [1, 2, 3].as_ptr();
    let u = if true { vec![1u8] } else { vec![] }.as_mut_ptr();
    let w = Vec::<u8>::new().as_ptr();
    let x = Box::new([1, 2]).as_ptr();
    println!("{:?} {:?} {:?} {:?} {:?} {:?} {:?}", p, q, s, t, u, w, x);
}
