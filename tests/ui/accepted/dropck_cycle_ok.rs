use std::cell::Cell;
struct C<'a> { next: Cell<Option<&'a C<'a>>> }
fn main() {
    let a = C { next: Cell::new(None) };
    let b = C { next: Cell::new(None) };
    a.next.set(Some(&b));
    b.next.set(Some(&a));
}
