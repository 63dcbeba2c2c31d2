struct F<'a> {
    a: &'a i32,
}
impl<'a> F<'a> {
    fn f<'a>(x: &'a i32) {}
}

fn main() {}
