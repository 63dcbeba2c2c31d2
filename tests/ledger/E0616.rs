mod m {
    pub struct S(pub u8, u8);
}
fn f(x: m::S) -> u8 {
    x.0 + x.1
}

fn main() {}
