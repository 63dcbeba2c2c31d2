fn f<'a>(x: &'a u8) {}
fn main() {
    f::<'static, 'static>(&1);
}
