trait F {}
impl F for i32 {
    const B: bool = true;
}

fn main() {}
