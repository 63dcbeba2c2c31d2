trait I<T> {}
trait L<'a> {}
fn f() -> Box<dyn for<'a> I<impl L<'a>>> {
    todo!()
}

fn main() {}
