trait T {}
struct Two<'a, 'b, X: Sized + 'a + 'b> {
    x: &'a i32,
    y: &'b i32,
    z: X,
}
type F<'a, 'b> = Two<'a, 'b, dyn T>;

fn main() {}
