fn main() { let mut it = [1, 2, 3].iter(); let _ = it.advance_by(2); }
