#![feature(rustc_attrs)]
#![feature(rustc_attrs)]

fn main() {}
