fn main() { match 1 { 1 => {} _ => { return } x if x > 2 => {} z => {} } }
