trait F {
    #[derive(Clone)]
    type B;
}

fn main() {}
