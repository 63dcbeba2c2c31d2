#![allow(foo = "")]

fn main() {}
