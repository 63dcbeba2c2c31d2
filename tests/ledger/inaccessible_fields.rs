mod m {
    pub struct S {
        a: u8,
    }
}
fn f(s: m::S) {
    let m::S {} = s;
}

fn main() {}
