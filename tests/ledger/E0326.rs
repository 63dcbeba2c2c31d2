trait F {
    const B: bool;
}
struct S;
impl F for S {
    const B: u32 = 5;
}

fn main() {}
