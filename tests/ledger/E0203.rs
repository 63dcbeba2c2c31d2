struct S<T: ?Sized + ?Sized>(Box<T>);

fn main() {}
