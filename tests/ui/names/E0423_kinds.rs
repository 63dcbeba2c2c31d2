struct Point { x: i32, y: i32 }
mod util { pub fn go() {} }
enum Shape { Square { side: u32 }, Circle(u32) }
fn main() {
    let p = Point(1, 2);
    let q = Point;
    let u = util;
    let s = Shape::Square(3);
    let v = i32;
}
