trait Sized2 {
    fn width() {}
}
struct Cat;
impl Sized2 for Cat {
    const width: u8 = 3;
}

fn main() {}
