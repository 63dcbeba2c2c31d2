struct B<'a, T: 'a> { v: Vec<T> }   //~ ERROR E0392
fn main() { let _ = B { v: vec![1] }; }
