#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Circle { radius: f64 },
    Square(f64),
    Empty,
}

fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Circle { radius } => 3.0 * radius * radius,
        Shape::Square(side) if *side > 0.0 => side * side,
        Shape::Square(_) | Shape::Empty => 0.0,
    }
}

fn first(shapes: &[Shape]) -> Option<&Shape> {
    shapes.first()
}

fn main() {
    let shapes = vec![Shape::Square(2.0), Shape::Circle { radius: 1.5 }, Shape::Empty];
    if let Some(shape) = first(&shapes) {
        println!("{shape:?} {}", area(shape));
    }
    let copy = shapes[0].clone();
    println!("{}", copy == shapes[0]);
}
