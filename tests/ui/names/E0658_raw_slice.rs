fn main() { let a = std::fmt::Arguments::from_str("x"); let mut v = [1, 2]; let s: *mut [i32] = &mut v[..]; let q = s.as_mut_ptr(); }
