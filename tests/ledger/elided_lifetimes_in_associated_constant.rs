struct G<'a>(&'a u8);
impl<'a> G<'a> {
    const Y: &str = "a";
}

fn main() {}
