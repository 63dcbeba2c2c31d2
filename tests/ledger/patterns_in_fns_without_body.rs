trait T {
    fn f(mut x: u8);
}

fn main() {}
