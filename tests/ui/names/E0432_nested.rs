mod shapes { pub fn area() {} fn hidden() {} pub mod inner { pub fn deep() {} } }
use shapes::{area, inner::{deeep, self}, perimeter};
use shapes::hidden;
fn main() { area(); }
