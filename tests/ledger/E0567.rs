#![feature(auto_traits)]
auto trait G<T> {}

fn main() {}
