fn a(i: usize) -> u8 { match i { n if n > 3 => 1 } }  //~ ERROR E0004
fn b(i: isize) -> u8 { match i { n if n > 3 => 1 } }  //~ ERROR E0004
fn c(i: u8) -> u8 { match i { n if n > 3 => 1 } }  //~ ERROR E0004
fn d(i: Option<usize>) -> u8 { match i { None => 1 } }  //~ ERROR E0004
fn e(i: Option<usize>) -> u8 { match i { None => 1, Some(0..=5) => 1 } }  //~ ERROR E0004
fn f(i: (usize, isize)) -> u8 { match i { (0..=18446744073709551615, _) => 1 } }  //~ ERROR E0004
fn g(i: isize) -> u8 { match i { isize::MIN..=isize::MAX => 1 } }  //~ ERROR E0004
fn h(i: isize) -> u8 { match i { isize::MIN..=-1 | 1..=5 => 1 } }  //~ ERROR E0004
fn k(i: isize) -> u8 { match i { ..0 => 1, 0 => 2, 1.. => 3 } }
fn l(i: usize) -> u8 { match i { ..3 => 1, 3.. => 3 } }
fn m(i: isize) -> u8 { match i { isize::MIN..0 => 1, 0.. => 3 } }  //~ ERROR E0004
fn n(i: usize) -> u8 { match i { 0 | 1 => 1, 2..=10 => 3, usize::MAX => 1 } }  //~ ERROR E0004
fn main() {}
