fn main() { let b = Box::new(3); let p = Box::as_ptr(&b); let q = Box::into_inner(b); }
