fn main() {
    let x: u32 = 3; let y: i8 = 3; let z: usize = 2; let b = 5u8;
    println!("{}", x >= 0);
    println!("{}", 0 <= x);
    if x < 0 { println!("a"); }
    if 0 > x { println!("a"); }
    if y > 127 { println!("a"); }
    if y < -128 { println!("a"); }
    if y >= -128 { println!("a"); }
    if b == 255 { println!("a"); }
    if b <= 255 { println!("a"); }
    if 255 < b { println!("a"); }
    while z >= 0 { break; }
    let v = vec![1];
    assert!(v.len() >= 0);
    let f = 1.0f64;
    if f == f64::NAN { println!("n"); }
    if f != f64::NAN { println!("n"); }
    if f64::NAN == f { println!("n"); }
    if f < f64::NAN { println!("n"); }
    if std::f32::NAN == 1.0 { println!("n"); }
    if f == -f64::NAN { println!("n"); }
}
