extern crate core as c;
pub use c as d;

fn main() {}
