fn main() { match 1 { 1 | 2 => {} 3 => {} 1..=3 => {} _ => {} _ => {} } match Some(1) { None => {} Some(_) => {} Some(3) => {} None => {} _ => {} } match true { true => {} _ => {} false => {} } }
