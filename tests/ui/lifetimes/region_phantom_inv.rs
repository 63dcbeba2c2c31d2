use std::marker::PhantomData;
struct Inv<'a>(PhantomData<Cell1<&'a ()>>);
struct Cell1<T>(std::cell::Cell<T>);
fn f<'a, 'b: 'a>(x: Inv<'b>) -> Inv<'a> { x }  //~ ERROR
struct Co<'a>(PhantomData<&'a ()>);
fn g<'a, 'b: 'a>(x: Co<'b>) -> Co<'a> { x }
struct Contra<'a>(PhantomData<fn(&'a ())>);
fn h<'a, 'b: 'a>(x: Contra<'b>) -> Contra<'a> { x }  //~ ERROR
fn main() { f(Inv(PhantomData)); g(Co(PhantomData)); h(Contra(PhantomData)); }
