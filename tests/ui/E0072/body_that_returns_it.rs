enum List { //~ ERROR E0072 //~ ERROR E0391 //~ ERROR E0391
    Cons(i32, List),
    Nil,
}

impl List {
    fn new() -> List {
        List::Nil
    }

    fn push(self, x: i32) -> List {
        List::Cons(x, self)
    }
}

fn main() {
    let list = List::new().push(1);
}
