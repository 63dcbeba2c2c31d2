use std::fmt;

trait Area {
    fn area(&self) -> u32;

    fn is_large(&self) -> bool {
        self.area() > 100
    }
}

struct Square {
    side: u32,
}

impl Area for Square {
    fn area(&self) -> u32 {
        self.side * self.side
    }
}

impl fmt::Display for Square {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{0} x {0}", self.side)
    }
}

fn largest<T: Area>(found: &[T]) -> u32 {
    let mut most = 0;
    for each in found {
        if each.area() > most {
            most = each.area();
        }
    }
    most
}

fn main() {
    let squares = [Square { side: 2 }, Square { side: 12 }];
    let shown: Box<dyn Area> = Box::new(Square { side: 3 });
    println!("{} {} {}", largest(&squares), squares[1], shown.is_large());
}
