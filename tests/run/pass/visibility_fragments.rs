macro_rules! m { ($v:vis) => { println!("empty [{}]", stringify!($v)) }; ($($t:tt)*) => { println!("tts") } }
macro_rules! n { ($v:vis, $e:expr) => { println!("comma {}", $e) }; }
macro_rules! p { ($(#[$m:meta])* $v:vis $n:ident) => { println!("{} {}", stringify!($v), stringify!($n)) }; ($v:vis fn) => {1}; }
macro_rules! q { ($v:vis [$t:ty]) => { println!("{} arr", stringify!($v)) }; ($v:vis ($t:ty)) => { println!("{} par", stringify!($v)) }; }
fn main() { p!(#[x] pub a); p!(b); q!([u8]); q!(pub [u8]); q!((u8)); q!(pub (u8));  m!(); m!(pub); m!(pub(crate)); m!(crate); n!(, 3); n!(pub, 4); }
