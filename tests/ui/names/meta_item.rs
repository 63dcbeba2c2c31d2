#![allow(unused as i32)]
fn main() { let x: i32 = "a"; }
