use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::prelude::*;
mod a { pub use std::rc::Rc; pub fn f() {} }
use a::*;
fn main() {
    use std::cell::Cell;
    let s: HashSet<i32> = HashSet::new();
    'l: for _ in s { }
    f();
}
