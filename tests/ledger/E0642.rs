trait F {
    fn f((x, y): (i32, i32));
}

fn main() {}
