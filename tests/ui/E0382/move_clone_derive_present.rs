#[derive(Debug, Clone)]
struct Point { x: i32, y: i32 }
fn eat(p: Point) -> i32 { p.x + p.y }
fn main() {
    let p = Point { x: 1, y: 2 };
    eat(p);
    eat(p);  //~ ERROR E0382
}
