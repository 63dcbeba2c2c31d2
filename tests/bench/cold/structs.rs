#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    x: i32,
    y: i32,
}

struct Rectangle {
    corner: Point,
    width: i32,
    height: i32,
}

impl Rectangle {
    fn contains(&self, point: Point) -> bool {
        let inside_x = point.x >= self.corner.x && point.x < self.corner.x + self.width;
        let inside_y = point.y >= self.corner.y && point.y < self.corner.y + self.height;
        inside_x && inside_y
    }

    fn grow(&mut self, by: i32) {
        self.width += by;
        self.height += by;
    }
}

fn main() {
    let mut area = Rectangle { corner: Point { x: 0, y: 0 }, width: 2, height: 2 };
    area.grow(3);
    println!("{}", area.contains(Point { x: 4, y: 1 }));
}
