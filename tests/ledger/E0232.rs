#![feature(rustc_attrs)]
#[rustc_on_unimplemented(lorem = "")]
trait B {}

fn main() {}
