trait F<'f>: 'f {}
trait B<'b>: 'b {}
trait FB<'f, 'b>: F<'f> + B<'b> {}
struct X<'f, 'b> {
    x: dyn FB<'f, 'b>,
}

fn main() {}
