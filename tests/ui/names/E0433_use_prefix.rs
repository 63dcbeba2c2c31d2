mod a { pub mod b { pub fn f() {} } }
use File::fs::File;
use atomic::sync::atomic;
use crate::nope::x;
use self::nope::y::z;
fn main() { }
