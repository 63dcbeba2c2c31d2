struct F {
    x: i32,
}
impl F {
    fn b() -> i32 {
        self.x
    }
}

fn main() {}
