struct Pair<'a, 'b, T>(std::marker::PhantomData<(&'a u8, &'b u8, T)>)
where
    T: Shrink<'a, 'b>;
trait Shrink<'a, 'b>: Sized {
    fn shrink(&'a self) -> &'b Self;
}
impl<'long: 'short, 'short, T> Shrink<'long, 'short> for T {
    fn shrink(&'long self) -> &'short T {
        self
    }
}
fn stretch<'s, 'l, T>(p: Pair<'s, 'l, T>, t: &'s T) -> &'l T {
    t.shrink()
}

fn main() {}
