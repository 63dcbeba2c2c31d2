struct Point { x: f64, y: f64 }
enum Op { Move { dx: i32, dy: i32 }, Stop }
fn f(p: Point, op: Op) -> f64 {
    let Point { x, z, .. } = p;  //~ ERROR E0026
    match op {
        Op::Move { dx, d_y } => 1.0,  //~ ERROR E0026
        Op::Stop => x,
    }
}
fn main() {}
