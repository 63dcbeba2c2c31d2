trait F {
    fn f();
}
pub impl F for u8 {
    fn f() {}
}

fn main() {}
