fn f<'a, T>(x: &'a u8, y: T) -> impl Sized + 'a {
    y
}

fn main() {}
