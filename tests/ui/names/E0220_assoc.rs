trait Container { type Item; fn get(&self) -> Self::Itm; }
fn f<T: Container>(t: T) -> T::Elem { loop {} }
fn g<T>(t: T) -> T::Item { loop {} }
fn h(i: Iterator::Item) {}
fn k(b: Box<dyn Container>) {}
fn l(b: Box<dyn Container<Itme = i32>>) {}
fn main() {}
