fn f(x: (bool, bool, u8)) -> u8 { match x { (true, _, 0..=9) => 1, (_, true, _) => 2, (false, false, _) => 3, (true, true, 5) => 4, (true, false, 10..) => 5, (true, false, 3) => 6, _ => 7 } }
fn g(s: &[u8]) -> u8 { match s { [] => 0, [1, ..] => 1, [.., 2] => 2, [_] => 3, [_, ..] => 4, [_, _, ..] => 5 } }
fn h(o: Option<Result<u8, ()>>) -> u8 { match o { Some(Ok(1 | 2)) | None => 1, Some(Ok(2) | Err(())) => 2, Some(Ok(n)) if n > 3 => 3, Some(Ok(_) | Err(())) => 4, Some(_) | None => 5 } }
fn k(c: char) -> u8 { match c { 'a'..='z' => 1, 'b' | 'A' => 2, 'A'..='Z' => 3, 'c'..='y' => 4, _ => 5 } }
fn l(x: &str) -> u8 { match x { "a" => 1, "a" => 2, "b" | "a" => 3, _ => 4 } }
fn m(x: u8) -> u8 { match x { 0 => 1, 1 => 2, 2 => 3, 3 => 4, 4 => 5, 0..=4 => 6, _ => 7, _ => 8 } }
fn main() { f((true, true, 1)); g(&[]); h(None); k('a'); l(""); m(1); }
