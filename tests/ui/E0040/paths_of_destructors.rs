struct A;
impl Drop for A { fn drop(&mut self) {} }
fn main() {
    let mut a = A;
    Drop::drop(&mut a);  //~ ERROR E0040
    <A as Drop>::drop(&mut a);  //~ ERROR E0040
    A::drop(&mut a);  //~ ERROR E0040
    let f = Drop::drop;  //~ ERROR E0040
    let g = A::drop;  //~ ERROR E0040
    Drop::drop(&mut *std::rc::Rc::new(A));  //~ ERROR E0040
    [A].iter_mut().for_each(Drop::drop);  //~ ERROR E0040
    Drop::drop(&mut Box::new(A));  //~ ERROR E0040
    Drop::drop(  //~ ERROR E0040
        &mut a,
    );
}
