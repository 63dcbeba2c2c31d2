trait Sized2 {
    const WIDTH: u8 = 1;
}
struct Cat;
impl Sized2 for Cat {
    fn WIDTH() {}
}

fn main() {}
