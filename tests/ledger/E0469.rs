#[macro_use(drink, be_merry)]
extern crate alloc;

fn main() {}
