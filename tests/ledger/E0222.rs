trait V {
    type C;
}
trait B {
    type C;
}
trait BX: V + B {}
fn g<T: BX<C = u8>>() {}

fn main() {}
