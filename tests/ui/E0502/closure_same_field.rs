struct P { x: i32, y: i32 }
fn main() {
    let mut p = P { x: 0, y: 0 };
    let mut fx = || p.x += 1;
    let q = &p;  //~ ERROR E0502
    fx();
    println!("{}", q.y);
}
