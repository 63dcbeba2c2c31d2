trait F {}
impl F for i32 {
    type B = bool;
}

fn main() {}
