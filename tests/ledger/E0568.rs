#![feature(auto_traits)]
auto trait B: Copy {}

fn main() {}
